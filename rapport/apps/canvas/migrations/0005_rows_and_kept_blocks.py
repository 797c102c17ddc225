from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('canvas', '0004_rivals_of_a_relationship'),
    ]

    operations = [
        migrations.AddField(
            model_name='canvas',
            name='rows',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='canvas',
            name='kept_blocks',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
