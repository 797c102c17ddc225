from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("canvas", "0003_search_text")]

    operations = [
        migrations.AddField(model_name="relationshipdesign", name="rivals", field=models.JSONField(default=list))
    ]
