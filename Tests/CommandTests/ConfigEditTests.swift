internal import Testing
internal import kustomer_console

@Suite struct ConfigEditTests {
  @Test(arguments: [
    ("", "default_profile = \"b\"\n"),
    (
      "default_profile = \"a\" # mine\ntheme = \"dark\"\n",
      "default_profile = \"b\" # mine\ntheme = \"dark\"\n"
    ),
    (
      "# head\ntheme = \"dark\" # night\n\n[session]\ngap = \"1h\"\n",
      "# head\ntheme = \"dark\" # night\ndefault_profile = \"b\"\n\n[session]\ngap = \"1h\"\n"
    ),
    (
      "# head\n[session]\ngap = \"1h\"\n",
      "default_profile = \"b\"\n\n# head\n[session]\ngap = \"1h\"\n"
    ),
    (
      "theme = '''\n[no]\ndefault_profile = 1\n'''",
      "theme = '''\n[no]\ndefault_profile = 1\n'''\ndefault_profile = \"b\""
    ),
  ])
  func `choosing a profile changes one value`(_ before: String, _ after: String) {
    var edit = ConfigEdit(before)
    edit.set("default_profile", to: "b")
    #expect(edit.text == after)
  }

  @Test func `a new profile stands at the end`() throws {
    var edit = ConfigEdit("theme = \"dark\" # night")
    edit.add(Profile(name: "acme", label: "a \"b\"", orgPod: "prod1", key: .command(["op", "x"])))
    #expect(
      edit.text == """
        theme = "dark" # night

        [profiles.acme]
        label = "a \\"b\\""
        org_pod = "prod1"
        api_key = { command = ["op", "x"] }
        mode = "ask"

        """)
    #expect(try Settings(parsing: edit.text, file: "c").profiles.count == 2)
  }

  @Test func `removing a profile leaves comments and neighbours`() throws {
    var edit = ConfigEdit(
      """
      # all orgs
      [profiles.a]
      mode = "ask"
      [profiles.b] # the second
      # careful
      org_pod = "prod1" # since May
      api_key = { env = "B" }
      mode = "live"
      [profiles.b-2]
      mode = "ask"

      """)
    edit.remove(profile: "b")
    #expect(
      edit.text == """
        # all orgs
        [profiles.a]
        mode = "ask"
        # the second
        # careful
        # since May
        [profiles.b-2]
        mode = "ask"

        """)
  }

  @Test func `a profile in an inline table is removed too`() {
    var edit = ConfigEdit("[profiles]\na = { mode = \"ask\" }\nb = { mode = \"live\" }\n")
    edit.remove(profile: "a")
    #expect(edit.text == "[profiles]\nb = { mode = \"live\" }\n")
  }
}
