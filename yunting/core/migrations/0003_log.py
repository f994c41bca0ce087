"""The tamper-evident log: leaves, places, tree and heads only grow; pending leaves come and go."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

from yunting.core.append_only import protect, unprotect

TABLES = ("core_leaf", "core_logentry", "core_treenode", "core_treehead", "core_logkey")


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('fact', '事实')], max_length=16)),
                ('ref', models.BigIntegerField()),
                ('hash', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('index', models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='LogKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('modulus', models.TextField()),
                ('exponent', models.BigIntegerField()),
                ('endorsed_by', models.CharField(blank=True, max_length=64)),
                ('endorsement', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='TreeHead',
            fields=[
                ('size', models.BigIntegerField(primary_key=True, serialize=False)),
                ('root', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('signature', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='TreeNode',
            fields=[
                ('pk', models.CompositePrimaryKey('level', 'index', blank=True, editable=False, primary_key=True, serialize=False)),
                ('level', models.SmallIntegerField()),
                ('index', models.BigIntegerField()),
                ('hash', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='PendingLeaf',
            fields=[
                ('leaf', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='core.leaf')),
            ],
        ),
        migrations.AddConstraint(
            model_name='leaf',
            constraint=models.UniqueConstraint(fields=('kind', 'ref'), name='one_leaf_per_row'),
        ),
        migrations.AddConstraint(
            model_name='leaf',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('hash'), 32), name='leaf_hash_is_sha256'),
        ),
        migrations.AddField(
            model_name='logentry',
            name='leaf',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='entry', to='core.leaf'),
        ),
        migrations.AddField(
            model_name='logkey',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.event'),
        ),
        migrations.AddField(
            model_name='treehead',
            name='key',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='heads', to='core.logkey'),
        ),
        migrations.RunSQL(protect(*TABLES), unprotect(*TABLES)),
    ]
