"""Names of `claudewire` load when they are used, which PyInstaller cannot see; the console of the local server has files."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules  # type: ignore[import-untyped]  # pyright: ignore[reportMissingModuleSource]

hiddenimports = collect_submodules("claudewire", on_error="ignore") + collect_submodules("uvicorn", on_error="ignore")
datas = collect_data_files("claudewire", subdir="testing/console/static")
