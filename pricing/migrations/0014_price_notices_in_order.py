import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0023_hand_overs'),
        ('pricing', '0013_newest_quotes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='pricenotice',
            options={'ordering': ['-adjustment_id', 'pk'], 'verbose_name': 'customer to be told of prices', 'verbose_name_plural': 'customers to be told of prices'},
        ),
        migrations.AlterField(
            model_name='pricenotice',
            name='adjustment',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='pricing.priceadjustment', verbose_name='price adjustment'),
        ),
        migrations.AddIndex(
            model_name='pricenotice',
            index=models.Index(fields=['-adjustment', 'id'], name='price_notice_newest'),
        ),
        migrations.AddIndex(
            model_name='pricenotice',
            index=models.Index(fields=['status', '-adjustment', 'id'], name='price_notice_by_status'),
        ),
        migrations.AddIndex(
            model_name='pricenotice',
            index=models.Index(fields=['told_at', '-adjustment', 'id'], name='price_notice_by_day'),
        ),
    ]
