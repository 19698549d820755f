internal import KustomerDestination

/// The pages of the program and of its subcommands, from ArgumentParser's own description of them.
struct CommandPages {
  /// What `--experimental-dump-help` prints.
  private let root: JSON
  private let name: String
  private let commonNames: Set<String>

  /// - Parameter help: JSON, the member `command` of which is the program.
  /// - Throws: `JSONError` when it is none.
  init(help: String) throws {
    root = try JSON(parsing: help)["command"] ?? .null
    name = root.text("commandName")
    commonNames = Set(root.list("arguments").map(\.optionNames))
  }

  /// The page of the program, then one of each subcommand.
  var all: [ManualPage] { [program] + subcommands.map(page) }

  private var subcommands: [JSON] {
    root.list("subcommands").filter {
      $0["shouldDisplay"] != false && $0.text("commandName") != "help"
    }
  }

  /// The pages that are no subcommand's, as others name them.
  private var topics: [String] {
    ManualPage.topics.map { "\($0.page.name)(\($0.page.section))" }
  }

  private var program: ManualPage {
    let parts = HelpParts(root.text("discussion"))
    return ManualPage(
      name: name, section: 1, summary: sentence(root),
      parts: [
        .init("Synopsis", [.lines(["\(name) [SUBCOMMAND] [OPTIONS]"])]),
        .init(
          "Description",
          [
            .paragraph(
              "Without a subcommand and on a terminal it opens the console. Output is one line of JSON"
                + " each on stdout; on a terminal what only lists something is a table, unless"
                + " --output json is given. All that is said besides goes to stderr.")
          ]),
        .init(
          "Subcommands",
          [.terms(subcommands.map { .init($0.text("commandName"), $0.text("abstract")) })]),
        .init(
          "Options",
          [
            .paragraph("These stand before or after the subcommand."),
            .terms(root.list("arguments").map(\.term)),
          ]),
        .init(
          "Exit status",
          [
            .terms(ExitStatus.allCases.map { .init("\($0.rawValue)", $0.words) }),
            .paragraph("When several apply: 130, 77, 78, 69, 75, 1, in this order."),
          ]),
        .init("Examples", [.lines(parts.examples)]),
        seeAlso(
          subcommands.map { "\(name)-\($0.text("commandName"))(1)" }
            + topics),
      ])
  }

  private func page(of command: JSON) -> ManualPage {
    let parts = HelpParts(command.text("discussion"))
    let nested = command.list("subcommands").filter { $0.text("commandName") != "help" }
    let title = "\(name)-\(command.text("commandName"))"
    let examples = parts.examples + nested.flatMap { HelpParts($0.text("discussion")).examples }
    return ManualPage(
      name: title, section: 1, summary: sentence(command),
      parts: [
        .init("Synopsis", [.lines(nested.isEmpty ? [synopsis(command)] : nested.map(synopsis))])
      ]
        + [.init("Description", [.paragraph(command.text("abstract"))] + parts.blocks)]
        + (nested.isEmpty ? [options(of: command)].compactMap(\.self) : nested.map(section))
        + (examples.isEmpty ? [] : [.init("Examples", [.lines(examples)])])
        + [seeAlso(["\(name)(1)"] + topics.filter { $0.hasPrefix("\(title)(") })])
  }

  /// A subcommand of a subcommand, as a part of its page.
  private func section(of command: JSON) -> ManualPage.Part {
    let parts = HelpParts(command.text("discussion"))
    return .init(
      command.text("commandName"),
      [.paragraph(command.text("abstract"))] + parts.blocks
        + (options(of: command)?.blocks ?? []))
  }

  private func options(of command: JSON) -> ManualPage.Part? {
    let own = ownArguments(of: command)
    return own.isEmpty ? nil : .init("Options", [.terms(own.map(\.term))])
  }

  /// What the command does not share with all others.
  private func ownArguments(of command: JSON) -> [JSON] {
    command.list("arguments").filter {
      $0["shouldDisplay"] != false && !commonNames.contains($0.optionNames)
    }
  }

  private func synopsis(_ command: JSON) -> String {
    let path =
      command.list("superCommands").compactMap(\.stringValue) + [command.text("commandName")]
    let own = ownArguments(of: command)
    let operands = own.filter { $0.text("kind") == "positional" }.map { argument in
      let word =
        argument.text("valueName").uppercased() + (argument["isRepeating"] == true ? "..." : "")
      return argument["isOptional"] == true ? "[\(word)]" : word
    }
    let options = own.count > operands.count ? ["[OPTIONS]"] : []
    return (path + options + operands).joined(separator: " ")
  }

  /// The abstract as a summary: no capital letter in front, no full stop.
  private func sentence(_ command: JSON) -> String {
    let text = command.text("abstract")
    let first = text.prefix(1).lowercased()
    return first + text.dropFirst().prefix(text.hasSuffix(".") ? text.count - 2 : text.count)
  }

  private func seeAlso(_ pages: [String]) -> ManualPage.Part {
    .init("See also", [.paragraph(pages.joined(separator: ", "))])
  }
}

extension JSON {
  fileprivate func text(_ name: String) -> String { self[name]?.stringValue ?? "" }

  fileprivate func list(_ name: String) -> [JSON] {
    guard case .array(let elements)? = self[name] else { return [] }
    return elements
  }

  /// `--profile`, `-h, --help`; of an argument without a name nothing.
  fileprivate var optionNames: String {
    list("names").map { ($0.text("kind") == "long" ? "--" : "-") + $0.text("name") }
      .joined(separator: ", ")
  }

  /// The option with its value, and what its help says.
  fileprivate var term: ManualPage.Term {
    let value = text("valueName").uppercased()
    let names = optionNames
    let word =
      names.isEmpty ? value : text("kind") == "option" ? "\(names) \(value)" : names
    let values = list("allValues").compactMap(\.stringValue)
    let choice = values.isEmpty ? "" : " One of \(values.joined(separator: ", "))."
    return .init(word, text("abstract") + choice)
  }
}
