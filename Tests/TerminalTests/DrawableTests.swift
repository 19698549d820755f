import Testing

@testable import Terminal

struct DrawableTests {
  @Test(arguments: [
    ("a", 1, "a"), ("…", 1, "~"), ("‹", 1, "<"), ("›", 1, ">"), ("é", 1, "?"), ("漢", 2, "??"),
    ("␛", 1, "?"),
  ])
  func `where only ASCII is shown something as wide stands in`(
    _ glyph: Character, _ width: Int, _ drawn: String
  ) {
    let scalars = Drawable(isUTF8: false).scalars(of: glyph, width: width)
    #expect(scalars == Array(drawn.unicodeScalars))
  }
}
