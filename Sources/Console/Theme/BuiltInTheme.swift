/// A theme in the program: a file of `themes/`, embedded one by one.
package struct BuiltInTheme: Sendable {
  /// The file's name without `.toml`.
  package let name: String
  /// The file.
  package let text: String

  private init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// All of them, the default first.
  package static let all = [
    BuiltInTheme("terminal", PackageResources.terminal_toml),
    BuiltInTheme("dark", PackageResources.dark_toml),
    BuiltInTheme("light", PackageResources.light_toml),
    BuiltInTheme("high-contrast-dark", PackageResources.high_contrast_dark_toml),
    BuiltInTheme("high-contrast-light", PackageResources.high_contrast_light_toml),
    BuiltInTheme("presentation", PackageResources.presentation_toml),
    BuiltInTheme("mono", PackageResources.mono_toml),
    BuiltInTheme("deuteranopia", PackageResources.deuteranopia_toml),
    BuiltInTheme("tritanopia", PackageResources.tritanopia_toml),
    BuiltInTheme("dracula", PackageResources.dracula_toml),
    BuiltInTheme("nord", PackageResources.nord_toml),
    BuiltInTheme("gruvbox-dark", PackageResources.gruvbox_dark_toml),
    BuiltInTheme("solarized-dark", PackageResources.solarized_dark_toml),
    BuiltInTheme("solarized-light", PackageResources.solarized_light_toml),
    BuiltInTheme("catppuccin-mocha", PackageResources.catppuccin_mocha_toml),
  ]
}
