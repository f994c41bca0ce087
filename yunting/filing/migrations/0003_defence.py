"""The defendant's side; what was handed in stays as it was."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from yunting.core.append_only import protect, unprotect


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_court_time_forward'),
        ('filing', '0002_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Lodgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('answer', '答辩状'), ('objection', '管辖权异议申请书'), ('extension', '延期申请书')], max_length=16)),
                ('body', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('receipt', models.CharField(max_length=20, unique=True)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lodgements', to='core.case')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lodgements', to='core.matter')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.participation')),
            ],
        ),
        migrations.CreateModel(
            name='Association',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', '等待法院确认'), ('linked', '已关联'), ('rejected', '未予确认')], max_length=16)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='associations', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='associations', to='core.case')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='associations', to='core.matter')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='associations', to='core.participation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.person')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'id'], name='association_queue')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'rejected'), _negated=True), fields=('participation', 'account'), name='one_association_per_account'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='rejection_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='JurisdictionObjection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(max_length=32)),
                ('to_court', models.CharField(max_length=100)),
                ('state', models.CharField(choices=[('raised', '审查中'), ('upheld', '裁定移送，未生效'), ('dismissed', '裁定驳回，未生效'), ('appealed', '已上诉，等待二审裁定'), ('transferred', '移送裁定已生效'), ('kept', '驳回裁定已生效'), ('withdrawn', '已撤回')], default='raised', max_length=16)),
                ('decided_at', models.DateTimeField(null=True)),
                ('reasons', models.TextField(blank=True)),
                ('fee', models.DecimalField(decimal_places=2, max_digits=10, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='core.case')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='core.matter')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='core.participation')),
                ('lodged', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='objection', to='filing.lodgement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('case', 'participation'), name='one_objection_per_defendant'), models.CheckConstraint(condition=models.Q(('state__in', ('raised', 'withdrawn')), models.Q(('decided_by__isnull', False), models.Q(('reasons', ''), _negated=True)), _connector='OR'), name='objection_ruling_has_reasons')],
            },
        ),
        migrations.CreateModel(
            name='ExtensionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wanted_until', models.DateField()),
                ('obstacle_ended_on', models.DateField(null=True)),
                ('state', models.CharField(choices=[('asked', '等待决定'), ('granted', '准许'), ('refused', '不准许')], default='asked', max_length=16)),
                ('decided_at', models.DateTimeField(null=True)),
                ('reasons', models.TextField(blank=True)),
                ('until', models.DateField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extension_requests', to='core.case')),
                ('deadline', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.deadline')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extension_requests', to='core.matter')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extension_requests', to='core.participation')),
                ('lodged', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='extension_request', to='filing.lodgement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('deadline', 'participation'), name='one_open_request_per_period'), models.CheckConstraint(condition=models.Q(('state', 'asked'), models.Q(('state', 'granted'), ('until__isnull', False)), models.Q(('state', 'refused'), ('until__isnull', True)), _connector='OR'), name='granted_time_has_a_last_day'), models.CheckConstraint(condition=models.Q(('state', 'asked'), models.Q(('decided_by__isnull', False), models.Q(('reasons', ''), _negated=True)), _connector='OR'), name='extension_decision_has_reasons')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('awaited', '等待答辩'), ('submitted', '已答辩')], default='awaited', max_length=16)),
                ('is_late', models.BooleanField(default=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='core.case')),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='filing.submission')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='core.matter')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='core.participation')),
                ('sent', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='filing.lodgement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'participation'), name='one_answer_per_defendant'), models.CheckConstraint(condition=models.Q(('state', 'awaited'), ('sent__isnull', False), _connector='OR'), name='answer_sent_is_kept')],
            },
        ),
        migrations.RunSQL(protect("filing_lodgement"), unprotect("filing_lodgement")),
    ]
