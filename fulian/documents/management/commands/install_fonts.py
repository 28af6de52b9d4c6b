from django.core.management.base import BaseCommand

from fulian.documents.installing import FontsNotInstalled, install_fandol


class Command(BaseCommand):
    help = "把免费的仿宋、楷体、黑体、粗宋字体（Fandol）放入 VAR_DIR/fonts；已有则不动，离线时说明原因并正常结束。"
    requires_system_checks = ()

    def handle(self, *args, **options) -> None:
        try:
            installed = install_fandol()
        except FontsNotInstalled as problem:
            self.stderr.write(f"{problem} 公文暂以现有字体排版。")
            return
        if installed and options["verbosity"]:
            self.stdout.write("已安装公文字体（Fandol 仿宋、楷体、黑体、粗宋）。")
