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

  @Test(arguments: [0o640, 0o604, 0o620, 0o602, 0o666])
  func `a file that names a key file must be private`(_ mode: Int) throws {
    let text = "[profiles.a]\napi_key = { file = \"a.key\" }\n"
    try folder.write("config.toml", text, mode: mode)
    #expect { try file.read() } throws: {
      "\($0)" == "\(file.path): others may read or write this file, and it names a key file;"
        + " run: chmod 600 \(file.path)"
    }
    try folder.setMode(0o600, of: "config.toml")
    #expect(try file.read().profiles.count == 2)
  }

  @Test func `a file that names no key file may be readable`() throws {
    try folder.write("config.toml", "[profiles.a]\napi_key = { env = \"A\" }\n", mode: 0o644)
    #expect(try file.read().profiles.count == 2)
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
