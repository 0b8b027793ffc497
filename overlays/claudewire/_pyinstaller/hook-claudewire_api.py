"""The bundled document is data, and resources load when they are used."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules  # type: ignore[import-untyped]  # pyright: ignore[reportMissingModuleSource]

hiddenimports = collect_submodules("claudewire_api")
datas = collect_data_files("claudewire_api")
