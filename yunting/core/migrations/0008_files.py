"""Files, what is made of them, and uploads on their way; an original never changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


ORIGINAL = """
CREATE FUNCTION core_file_original() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.sha256, OLD.size, OLD.name, OLD.media_type, OLD.matter_id,
       OLD.submitted_by_id, OLD.at) IS DISTINCT FROM (NEW.sha256, NEW.size, NEW.name,
       NEW.media_type, NEW.matter_id, NEW.submitted_by_id, NEW.at) THEN
    RAISE EXCEPTION 'an original file never changes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER core_file_original BEFORE UPDATE OR DELETE ON core_file
  FOR EACH ROW EXECUTE FUNCTION core_file_original();
"""
NOT_ORIGINAL = """
DROP TRIGGER core_file_original ON core_file;
DROP FUNCTION core_file_original();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_court_time_forward'),
    ]

    operations = [
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('media_type', models.CharField(max_length=100)),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('word', 'Word 文档'), ('picture', '图片'), ('sound', '录音'), ('film', '录像'), ('sheet', 'Excel 表格'), ('text', '文本'), ('other', '其他')], max_length=16)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('size', models.BigIntegerField()),
                ('pages', models.PositiveIntegerField(null=True)),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('seconds', models.PositiveIntegerField(null=True)),
                ('corners', models.CharField(blank=True, max_length=80)),
                ('quality', models.CharField(blank=True, max_length=300)),
                ('audience', models.CharField(max_length=16)),
                ('side', models.CharField(choices=[('claiming', '起诉方'), ('answering', '应诉方'), ('third', '第三人'), ('none', '法院')], max_length=16)),
                ('state', models.CharField(choices=[('received', '正在检查'), ('ready', '可以查看'), ('refused', '检查未通过')], default='received', max_length=16)),
                ('scan', models.CharField(choices=[('waiting', '等待病毒检查'), ('off', '未做病毒检查'), ('clean', '病毒检查通过'), ('found', '检查出病毒')], default='waiting', max_length=16)),
                ('finding', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='core.case')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='core.matter')),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.person')),
                ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Derived',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('preview', '预览'), ('scan', '裁剪校正'), ('thumbnail', '缩略图'), ('text', '文字')], max_length=16)),
                ('page', models.PositiveIntegerField(default=0)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('size', models.BigIntegerField()),
                ('media_type', models.CharField(max_length=100)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='derived', to='core.file')),
            ],
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=43, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('size', models.BigIntegerField()),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('received', models.BigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('media_type', models.CharField(blank=True, max_length=100)),
                ('kind', models.CharField(blank=True, choices=[('pdf', 'PDF'), ('word', 'Word 文档'), ('picture', '图片'), ('sound', '录音'), ('film', '录像'), ('sheet', 'Excel 表格'), ('text', '文本'), ('other', '其他')], max_length=16)),
                ('pages', models.PositiveIntegerField(null=True)),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('seconds', models.PositiveIntegerField(null=True)),
                ('corners', models.CharField(blank=True, max_length=80)),
                ('quality', models.CharField(blank=True, max_length=300)),
                ('changed_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.matter')),
            ],
        ),
        migrations.AddIndex(
            model_name='file',
            index=models.Index(fields=['matter', 'id'], name='file_of_matter'),
        ),
        migrations.AddConstraint(
            model_name='file',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='file_is_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='file',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), ('scan__in', ('off', 'clean')), _connector='OR'), name='file_shown_only_when_scanned'),
        ),
        migrations.AddConstraint(
            model_name='file',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('finding', ''), _negated=True), _connector='OR'), name='file_refused_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='derived',
            constraint=models.UniqueConstraint(fields=('file', 'purpose', 'page'), name='one_copy_per_purpose_and_page'),
        ),
        migrations.AddIndex(
            model_name='upload',
            index=models.Index(fields=['account', 'matter'], name='upload_of_account'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(('received__gte', 0), ('received__lte', models.F('size'))), name='upload_within_its_size'),
        ),
        migrations.RunSQL(ORIGINAL, NOT_ORIGINAL),
    ]
