internal import Foundation
internal import ProofHarness
internal import Testing

/// script/install with the binary beside it, as a package has it, and what shells then offer.
@Suite struct InstallTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A pane whose home has the program installed under `home`, and a profile `acme`.
  private func installed() async throws -> Pane {
    let pane = try await Pane(columns: 100, rows: 40)
    try pane.home.configure(baseURL: "http://127.0.0.1:1")
    let script = Self.root.appending(path: "script/install").path
    try pane.run(
      "mkdir unpacked && cp \(script) unpacked && ln -s $K unpacked/kustomer-console;"
        + " unpacked/install --prefix home >said 2>&1; echo installed $?")
    try await pane.wait(for: "installed 0")
    return pane
  }

  @Test func `the script says what it put where, and takes it all away again`() async throws {
    let pane = try await installed()
    let said = try String(contentsOfFile: pane.folder + "/said", encoding: .utf8)
    let home = pane.folder + "/home"
    #expect(said.contains("program      \(home)/bin/kustomer-console\n"))
    #expect(said.contains("\(home)/bin is not on the PATH"))
    let files = try FileManager.default.subpathsOfDirectory(atPath: home)
    for file in [
      "bin/kustomer-console", "share/man/man1/kustomer-console-send.1",
      "share/man/man7/kustomer-console-keys.7", "share/zsh/site-functions/_kustomer-console",
      "share/bash-completion/completions/kustomer-console",
      "share/fish/vendor_completions.d/kustomer-console.fish",
      "share/doc/kustomer-console/examples/themes/dark.toml",
      "share/doc/kustomer-console/examples/scenarios/one-visit.toml",
    ] { #expect(files.contains(file)) }
    try pane.run("clear; unpacked/install --prefix home --uninstall; find home -type f | wc -l")
    let screen = try await pane.wait("the count of files", { $0.contains("\n0\n") })
    // The terminal breaks the line wherever it ends.
    #expect(screen.replacing("\n", with: "").contains("settings and history stay"))
  }

  @Test(arguments: [
    (
      "bash", "bash --norc --noprofile -i",
      "bind 'set show-all-if-ambiguous on'; . $SHARE/bash-completion/completions/kustomer-console"
    ),
    (
      "zsh", "zsh -f -i", "fpath+=($SHARE/zsh/site-functions); autoload -U compinit; compinit -u -D"
    ),
    ("fish", "fish -i", "source $SHARE/fish/vendor_completions.d/kustomer-console.fish"),
  ])
  func `a shell offers what only the program knows`(
    _ shell: String, _ start: String, _ setUp: String
  ) async throws {
    let pane = try await installed()
    try pane.run("export SHARE=$PWD/home/share PATH=$PWD/home/bin:$PATH PS1='> '; exec \(start)")
    try pane.run(setUp)
    try pane.run("clear; printf 'wor%s\\n' ks")
    try await pane.wait(for: "works")
    for (line, offered) in [
      ("play ", ["one-visit", "shop-visit", "two-devices"]),
      ("send --profile ", ["acme", "sandbox"]),
      ("theme show ", ["gruvbox-dark", "nord"]),
      ("sandbox --fault ", ["cut-after", "garbage"]),
      ("history ty", ["type:identify", "type:track"]),
      ("map --only ", ["ready_with_loss", "unsupported"]),
      ("map un", ["unpacked"]),
    ] {
      try pane.press("C-u")
      try pane.press("C-l")
      try pane.type("kustomer-console \(line)")
      try pane.press("Tab")
      // In zsh the first completes what all offers have in common, and the second lists them.
      if shell == "zsh", line.hasSuffix(" ty") { try pane.press("Tab") }
      try await pane.wait(
        "\(offered) in \(shell)",
        { screen in
          offered.allSatisfy(screen.contains)
        })
      try pane.press("C-c")
    }
  }
}
