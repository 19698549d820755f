internal import Console

/// What belongs to the program beside its binary: manual, completions and examples.
struct Extras {
  /// The pages of program and subcommands.
  let commands: CommandPages
  /// Gives the completions of a shell: bash, zsh or fish.
  let completions: (String) -> String
  /// Of the manual: the program with its version.
  let source: String
  /// Of the manual, as `2026-11-30`.
  let date: String

  /// Every file below a prefix such as `/usr/local`, with its text.
  var files: [(path: String, text: String)] {
    manual + shells
      + EmbeddedFile.themes.map { ("\(Self.examples)/themes/\($0.name).toml", $0.text) }
      + EmbeddedFile.scenarios.map { ("\(Self.examples)/scenarios/\($0.name).toml", $0.text) }
  }

  private static let examples = "share/doc/kustomer-console/examples"

  private var manual: [(path: String, text: String)] {
    (commands.all + ManualPage.topics.map(\.page)).map { page in
      ("share/man/\(page.file)", page.roff(date: date, source: source))
    }
  }

  private var shells: [(path: String, text: String)] {
    [
      ("share/bash-completion/completions/kustomer-console", completions("bash")),
      ("share/zsh/site-functions/_kustomer-console", completions("zsh")),
      ("share/fish/vendor_completions.d/kustomer-console.fish", completions("fish")),
    ]
  }
}
