"""What is kept from whom, what was struck, the file as one PDF, requests for certified copies."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0010_transferred'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='about_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='event',
            name='about_kind',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.CreateModel(
            name='Misfiling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=64)),
                ('ref', models.BigIntegerField()),
                ('title', models.CharField(max_length=250)),
                ('audience', models.CharField(max_length=16)),
                ('side', models.CharField(choices=[('claiming', '起诉方'), ('answering', '应诉方'), ('third', '第三人'), ('none', '法院')], default='none', max_length=16)),
                ('ground', models.CharField(choices=[('unrelated', '与案件无关'), ('mistaken', '误交'), ('replaced', '已被替换'), ('moved', '应在其他案件')], max_length=16)),
                ('reason', models.CharField(max_length=1000)),
                ('is_hidden', models.BooleanField()),
                ('state', models.CharField(choices=[('struck', '已划除'), ('restored', '已恢复')], max_length=16)),
                ('at', models.DateTimeField()),
                ('restored_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='misfilings', to='core.matter')),
                ('now_at', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='came_from', to='core.file')),
            ],
        ),
        migrations.CreateModel(
            name='Restriction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=64)),
                ('ref', models.BigIntegerField()),
                ('title', models.CharField(max_length=250)),
                ('level', models.CharField(choices=[('public', '不向公众公开'), ('side', '不向一方公开')], max_length=16)),
                ('from_side', models.CharField(choices=[('claiming', '起诉方'), ('answering', '应诉方'), ('third', '第三人'), ('none', '法院')], default='none', max_length=16)),
                ('audience', models.CharField(max_length=16)),
                ('side', models.CharField(choices=[('claiming', '起诉方'), ('answering', '应诉方'), ('third', '第三人'), ('none', '法院')], default='none', max_length=16)),
                ('reason', models.CharField(max_length=1000)),
                ('order', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('in-force', '封存中'), ('lifted', '已解封')], max_length=16)),
                ('at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='restrictions', to='core.matter')),
            ],
        ),
        migrations.CreateModel(
            name='Withheld',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=64)),
                ('ref', models.BigIntegerField()),
                ('eyes', models.CharField(max_length=16)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.matter')),
                ('misfiling', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.misfiling')),
                ('restriction', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.restriction')),
            ],
        ),
        migrations.CreateModel(
            name='CaseFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inputs_hash', models.CharField(max_length=64)),
                ('items', models.TextField(blank=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('size', models.BigIntegerField()),
                ('pages', models.PositiveIntegerField()),
                ('built_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_files', to='core.matter')),
            ],
            options={
                'indexes': [models.Index(fields=['sha256'], name='case_file_by_hash')],
                'constraints': [models.UniqueConstraint(fields=('matter', 'inputs_hash'), name='case_file_built_once')],
            },
        ),
        migrations.CreateModel(
            name='CopyRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=64)),
                ('ref', models.BigIntegerField()),
                ('title', models.CharField(max_length=250)),
                ('side', models.CharField(choices=[('claiming', '起诉方'), ('answering', '应诉方'), ('third', '第三人'), ('none', '法院')], max_length=16)),
                ('purpose', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('asked', '待办理'), ('issued', '已出具'), ('refused', '未同意'), ('withdrawn', '已撤回')], max_length=16)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.case')),
                ('document', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copy_request', to='core.document')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copy_requests', to='core.matter')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.person')),
            ],
            options={
                'indexes': [models.Index(fields=['matter', 'id'], name='copy_request_of_matter')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('what', 'ref', 'person'), name='copy_asked_once_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'issued'), _negated=True), ('document__isnull', False), _connector='OR'), name='copy_issued_is_a_paper'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='copy_refused_for_a_reason')],
            },
        ),
        migrations.AddIndex(
            model_name='misfiling',
            index=models.Index(fields=['matter', 'id'], name='misfiling_of_matter'),
        ),
        migrations.AddConstraint(
            model_name='misfiling',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'struck')), fields=('what', 'ref'), name='struck_once'),
        ),
        migrations.AddConstraint(
            model_name='misfiling',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='struck_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='misfiling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ground__in', ['replaced', 'moved']), ('now_at__isnull', False)), models.Q(('ground__in', ['unrelated', 'mistaken']), ('now_at__isnull', True)), _connector='OR'), name='struck_item_names_what_took_its_place'),
        ),
        migrations.AddConstraint(
            model_name='misfiling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ground', 'moved'), _negated=True), ('is_hidden', True), _connector='OR'), name='moved_away_is_hidden'),
        ),
        migrations.AddIndex(
            model_name='restriction',
            index=models.Index(fields=['matter', 'id'], name='restriction_of_matter'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'in-force')), fields=('what', 'ref', 'level', 'from_side'), name='sealed_once_at_a_level'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('from_side', 'none'), ('level', 'public')), models.Q(('level', 'side'), models.Q(('from_side', 'none'), _negated=True)), _connector='OR'), name='sealed_from_a_side_names_it'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('order', ''), _negated=True)), name='sealed_for_a_reason_by_an_order'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'in-force'), ('lifted_at__isnull', False), _connector='OR'), name='sealed_until_lifted'),
        ),
        migrations.AddConstraint(
            model_name='withheld',
            constraint=models.UniqueConstraint(fields=('what', 'ref', 'eyes', 'restriction', 'misfiling'), name='withheld_once_for_each_reason', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='withheld',
            constraint=models.CheckConstraint(condition=models.Q(('restriction__isnull', True), ('misfiling__isnull', True), _connector='XOR'), name='withheld_for_one_reason'),
        ),
    ]
