internal import Testing
internal import kustomer_console

@Suite struct ConfigFileTests {
  private let folder: TemporaryFolder
  private let file: ConfigFile

  init() throws {
    folder = try TemporaryFolder()
    file = ConfigFile(try Places(environment: ["HOME": "/none"], config: folder.path))
  }

  @Test func `no file gives the settings of a new installation`() throws {
    #expect(try file.read() == Settings())
  }

  @Test func `files are written 0600 in folders 0700`() throws {
    let places = try Places(environment: ["HOME": "/none"], config: folder.path + "/x/y")
    try ConfigFile(places).write("theme = \"dark\"\n")
    #expect(try folder.text(of: "x/y/config.toml") == "theme = \"dark\"\n")
    #expect(try folder.mode(of: "x/y/config.toml") == 0o600)
    #expect(try folder.mode(of: "x/y") == 0o700)
    #expect(try folder.mode(of: "x") == 0o700)
  }

  @Test func `the XDG variables count when they are absolute`() throws {
    let places = try Places(environment: [
      "HOME": "/home/jo", "XDG_CONFIG_HOME": "/c/", "XDG_STATE_HOME": "relative",
    ])
    #expect(places.settings == "/c/kustomer-console/config.toml")
    #expect(places.journal == "/home/jo/.local/state/kustomer-console/journal.sqlite")
    #expect(places.scenarios == "/home/jo/.local/share/kustomer-console/scenarios")
  }
}
