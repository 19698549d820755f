internal import Console

extension ManualPage {
  /// Every key of the console, from its own table.
  static var keys: ManualPage {
    ManualPage(
      name: "kustomer-console-keys", section: 7, summary: "the keys of the console",
      parts: [Part("Description", description)] + places + [Part("Keys of your own", own)])
  }

  private static let description: [Block] = [
    .paragraph(
      "^R is Ctrl and R, Alt-R is Alt and R or Esc and then R, S-Tab is Shift and Tab. Where text"
        + " is typed a letter is text; Esc leaves the field, and then letters are keys. F1 shows the"
        + " keys of the place where you are, ^P finds every command by its name."),
    .paragraph(
      "The mouse clicks, scrolls and drags the edges between panes; Alt-M gives it back to the"
        + " terminal. F4 opens the field, or the whole call, in $VISUAL or $EDITOR, F3 the pane in"
        + " $PAGER."),
  ]

  private static var places: [Part] {
    Context.allCases.reversed().compactMap { context in
      let rows = KeyTable.standard.bindings.filter { $0.context == context && !$0.keys.isEmpty }
      guard !rows.isEmpty else { return nil }
      return Part(context.title, [.terms(rows.map { Term($0.keyNames, $0.help) })])
    }
  }

  private static let own: [Block] = [
    .paragraph(
      "keys.toml in the configuration folder (kustomer-console paths) changes them. Actions and"
        + " places have the names that kustomer-console keys list prints:"),
    .lines([
      "send = [\"F11\", \"C-g\"]  # in every place that sends; [] takes the keys away",
      "[history]",
      "resend = [\"R\"]         # there alone",
    ]),
    .paragraph(
      "What it says in vain (an unknown action or key, a key that another action has, one that"
        + " terminals cannot tell from another) is reported with its line. kustomer-console keys"
        + " test shows what each press sends and does."),
  ]
}
