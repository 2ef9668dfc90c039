from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0003_whole_registers'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='framepart', name='each_part_once'),
        migrations.RenameModel(old_name='FramePart', new_name='SealedPart'),
        migrations.RenameField(
            model_name='sealedpart', old_name='frame_key', new_name='table_key'
        ),
        migrations.AddConstraint(
            model_name='sealedpart',
            constraint=models.UniqueConstraint(
                fields=('table_key', 'number'), name='each_part_once'
            ),
        ),
    ]
