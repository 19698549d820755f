extension EmbeddedFile {
  /// The built-in themes, files of `themes/`, the default first.
  package static let themes = [
    EmbeddedFile("terminal", PackageResources.terminal_toml),
    EmbeddedFile("dark", PackageResources.dark_toml),
    EmbeddedFile("light", PackageResources.light_toml),
    EmbeddedFile("high-contrast-dark", PackageResources.high_contrast_dark_toml),
    EmbeddedFile("high-contrast-light", PackageResources.high_contrast_light_toml),
    EmbeddedFile("presentation", PackageResources.presentation_toml),
    EmbeddedFile("mono", PackageResources.mono_toml),
    EmbeddedFile("deuteranopia", PackageResources.deuteranopia_toml),
    EmbeddedFile("tritanopia", PackageResources.tritanopia_toml),
    EmbeddedFile("dracula", PackageResources.dracula_toml),
    EmbeddedFile("nord", PackageResources.nord_toml),
    EmbeddedFile("gruvbox-dark", PackageResources.gruvbox_dark_toml),
    EmbeddedFile("solarized-dark", PackageResources.solarized_dark_toml),
    EmbeddedFile("solarized-light", PackageResources.solarized_light_toml),
    EmbeddedFile("catppuccin-mocha", PackageResources.catppuccin_mocha_toml),
  ]
}
