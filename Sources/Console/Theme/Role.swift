/// What a cell means; a theme says how that looks.
///
/// Every role has a sign or a word on the screen as well, so that colour never carries meaning
/// alone.
package enum Role: String, CaseIterable, Hashable, Sendable {
  case text, muted, faint, title, border, borderFocus = "border-focus"
  case selection, selectionInactive = "selection-inactive", cursorLine = "cursor-line"
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
  case sessionAnonymous = "session-anonymous", gap
}
