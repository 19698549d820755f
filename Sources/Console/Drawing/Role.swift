/// What a cell means; a theme says how that looks.
///
/// Every role has a sign or a word on the screen as well, so that colour never carries meaning
/// alone.
package enum Role: String, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case text, muted, faint, title, border, borderFocus = "border-focus"
  case selection, selectionInactive = "selection-inactive", fresh
  case input, inputError = "input-error", placeholder, label
  case keyHint = "key-hint", keyName = "key-name"
  case tab, tabActive = "tab-active", status, message
  case ok, warn, error, info
  case badgeDry = "badge-dry", badgeAsk = "badge-ask", badgeLive = "badge-live"
  case badgeDemo = "badge-demo", badgeReadonly = "badge-readonly"
  case typePage = "type-page", typeScreen = "type-screen"
  case typeIdentify = "type-identify", typeTrack = "type-track"
  case jsonKey = "json-key", jsonString = "json-string", jsonNumber = "json-number"
  case jsonBool = "json-bool", jsonNull = "json-null", jsonPunct = "json-punct"
  case diffAdd = "diff-add", diffDel = "diff-del", diffChange = "diff-change"
  case notSent = "not-sent"
  case sessionExplicit = "session-explicit", sessionAuto = "session-auto"
  case sessionThird = "session-third", sessionFourth = "session-fourth"
  case sessionAnonymous = "session-anonymous", gap
}

extension Role {
  /// The colours of a person's sessions, those named by an id first; after the last comes the first.
  package static let ring: [Role] = [
    .sessionExplicit, .sessionAuto, .sessionThird, .sessionFourth,
  ]

  /// The letter that stands for it in `Frame.roleText`; no two roles share one.
  package var letter: Character {
    switch self {
    case .text: "."
    case .muted: "m"
    case .faint: "f"
    case .title: "T"
    case .border: "b"
    case .borderFocus: "B"
    case .selection: "S"
    case .selectionInactive: "s"
    case .fresh: "c"
    case .input: "i"
    case .inputError: "I"
    case .placeholder: "p"
    case .label: "l"
    case .keyHint: "h"
    case .keyName: "k"
    case .tab: "t"
    case .tabActive: "A"
    case .status: "u"
    case .message: "M"
    case .ok: "o"
    case .warn: "w"
    case .error: "e"
    case .info: "n"
    case .badgeDry: "D"
    case .badgeAsk: "K"
    case .badgeLive: "L"
    case .badgeDemo: "V"
    case .badgeReadonly: "R"
    case .typePage: "P"
    case .typeScreen: "C"
    case .typeIdentify: "Y"
    case .typeTrack: "X"
    case .jsonKey: "J"
    case .jsonString: "q"
    case .jsonNumber: "0"
    case .jsonBool: "1"
    case .jsonNull: "N"
    case .jsonPunct: ","
    case .diffAdd: "+"
    case .diffDel: "-"
    case .diffChange: "~"
    case .notSent: "x"
    case .sessionExplicit: "E"
    case .sessionAuto: "a"
    case .sessionThird: "3"
    case .sessionFourth: "4"
    case .sessionAnonymous: "y"
    case .gap: "g"
    }
  }
}
