/// The words of a command line typed as one text: blanks part them, quotes keep blanks, and
/// nothing else has a meaning, since no shell ever sees them.
struct CommandWords {
  private(set) var words: [String] = []

  init(_ text: String) {
    var word: String?
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
  }
}
