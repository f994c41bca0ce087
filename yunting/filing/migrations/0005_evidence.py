"""Evidence: lists, items, opinions, originals; what was said of an item stays as it was."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from yunting.core.append_only import protect, unprotect

SAID = ("filing_evidenceopinion", "filing_copyheldequal")


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0008_files'),
        ('filing', '0004_refused'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('claiming', '起诉方'), ('answering', '应诉方'), ('third', '第三人'), ('none', '法院')], max_length=16)),
                ('number', models.PositiveIntegerField(null=True)),
                ('name', models.CharField(max_length=200)),
                ('proves', models.CharField(max_length=1000)),
                ('source', models.CharField(max_length=300)),
                ('original', models.CharField(choices=[('held', '有原件，可以当庭出示'), ('copy', '只有复印件'), ('electronic', '本来就是电子数据')], max_length=16)),
                ('state', models.CharField(choices=[('copy', '复制件'), ('removed', '已撤下'), ('asked', '要求提交原件'), ('compared', '已核对，与原件一致'), ('differs', '已核对，与原件不一致'), ('absent', '未提交原件'), ('equal', '视同原件')], default='copy', max_length=16)),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='core.case')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='core.matter')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.person')),
            ],
        ),
        migrations.CreateModel(
            name='CopyHeldEqual',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(max_length=32)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='held_equal', to='filing.evidence')),
            ],
        ),
        migrations.CreateModel(
            name='EvidenceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='filing.evidence')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='place', to='core.file')),
            ],
        ),
        migrations.AddField(
            model_name='evidence',
            name='files',
            field=models.ManyToManyField(related_name='evidence', through='filing.EvidenceFile', to='core.file'),
        ),
        migrations.CreateModel(
            name='EvidenceList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('claiming', '起诉方'), ('answering', '应诉方'), ('third', '第三人'), ('none', '法院')], max_length=16)),
                ('run', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', '准备中'), ('submitted', '已提交'), ('disclosed', '已交换')], default='draft', max_length=16)),
                ('late_reason', models.CharField(blank=True, max_length=1000)),
                ('receipt', models.CharField(blank=True, max_length=20)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence_lists', to='core.case')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence_lists', to='core.matter')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.person')),
            ],
        ),
        migrations.AddField(
            model_name='evidence',
            name='on_list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='filing.evidencelist'),
        ),
        migrations.CreateModel(
            name='EvidenceOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('claiming', '起诉方'), ('answering', '应诉方'), ('third', '第三人'), ('none', '法院')], max_length=16)),
                ('run', models.PositiveSmallIntegerField()),
                ('authenticity', models.CharField(choices=[('accepted', '认可'), ('disputed', '不认可')], max_length=16)),
                ('legality', models.CharField(choices=[('accepted', '认可'), ('disputed', '不认可')], max_length=16)),
                ('relevance', models.CharField(choices=[('accepted', '认可'), ('disputed', '不认可')], max_length=16)),
                ('authenticity_reason', models.CharField(blank=True, max_length=1000)),
                ('legality_reason', models.CharField(blank=True, max_length=1000)),
                ('relevance_reason', models.CharField(blank=True, max_length=1000)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='filing.evidence')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.person')),
            ],
        ),
        migrations.CreateModel(
            name='OriginalRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=32)),
                ('note', models.CharField(max_length=1000)),
                ('due_on', models.DateField()),
                ('asked_at', models.DateTimeField()),
                ('result', models.CharField(blank=True, choices=[('copy', '复制件'), ('removed', '已撤下'), ('asked', '要求提交原件'), ('compared', '已核对，与原件一致'), ('differs', '已核对，与原件不一致'), ('absent', '未提交原件'), ('equal', '视同原件')], max_length=16)),
                ('how', models.CharField(blank=True, max_length=32)),
                ('finding', models.CharField(blank=True, max_length=1000)),
                ('compared_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('compared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='filing.evidence')),
            ],
        ),
        migrations.AddConstraint(
            model_name='evidencefile',
            constraint=models.UniqueConstraint(fields=('evidence', 'position'), name='one_file_per_place'),
        ),
        migrations.AddConstraint(
            model_name='evidencelist',
            constraint=models.UniqueConstraint(fields=('matter', 'person', 'run'), name='evidence_list_once_per_run'),
        ),
        migrations.AddConstraint(
            model_name='evidencelist',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('matter', 'person'), name='one_evidence_list_in_the_making'),
        ),
        migrations.AddConstraint(
            model_name='evidencelist',
            constraint=models.UniqueConstraint(condition=models.Q(('receipt', ''), _negated=True), fields=('receipt',), name='evidence_receipt_once'),
        ),
        migrations.AddConstraint(
            model_name='evidencelist',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('submitted_at__isnull', False), models.Q(('receipt', ''), _negated=True), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='evidence_list_handed_in_has_a_receipt'),
        ),
        migrations.AddConstraint(
            model_name='evidencelist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'disclosed'), _negated=True), ('case__isnull', False), _connector='OR'), name='evidence_list_exchanged_in_a_case'),
        ),
        migrations.AddIndex(
            model_name='evidence',
            index=models.Index(fields=['matter', 'side', 'number'], name='evidence_of_matter'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.UniqueConstraint(fields=('matter', 'person', 'number'), name='evidence_number_once'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('proves', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='evidence_says_its_purpose'),
        ),
        migrations.AddConstraint(
            model_name='evidenceopinion',
            constraint=models.UniqueConstraint(fields=('evidence', 'person', 'run'), name='evidence_opinion_once_per_run'),
        ),
        migrations.AddConstraint(
            model_name='evidenceopinion',
            constraint=models.CheckConstraint(condition=models.Q(('authenticity', 'accepted'), models.Q(('authenticity_reason', ''), _negated=True), _connector='OR'), name='evidence_authenticity_disputed_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='evidenceopinion',
            constraint=models.CheckConstraint(condition=models.Q(('legality', 'accepted'), models.Q(('legality_reason', ''), _negated=True), _connector='OR'), name='evidence_legality_disputed_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='evidenceopinion',
            constraint=models.CheckConstraint(condition=models.Q(('relevance', 'accepted'), models.Q(('relevance_reason', ''), _negated=True), _connector='OR'), name='evidence_relevance_disputed_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='originalrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('result', '')), fields=('evidence',), name='one_open_request_for_an_original'),
        ),
        migrations.AddConstraint(
            model_name='originalrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('compared_at__isnull', True), ('result', '')), models.Q(models.Q(('result', ''), _negated=True), ('compared_at__isnull', False), models.Q(('finding', ''), _negated=True)), _connector='OR'), name='original_compared_with_a_finding'),
        ),
        migrations.RunSQL(protect(*SAID), unprotect(*SAID)),
    ]
