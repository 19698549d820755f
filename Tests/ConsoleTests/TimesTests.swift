import Console
import KustomerDestination
import Testing

struct TimesTests {
  @Test(arguments: [
    ("2024-01-24", Int.max, "10:42:02"), ("2024-03-01", .max, "01-24 10:42"),
    ("2025-01-24", .max, "2024-01-24 10:42"), ("2023-12-31", .max, "2024-01-24 10:42"),
    ("2025-01-24", 11, "2024-01-24"), ("2025-01-24", 8, "2024-01"),
    ("2024-03-01", 11, "01-24 10:42"),
    ("2024-03-01", 8, "01-24"), ("2024-01-24", 8, "10:42:02"),
  ])
  func `a time of another year says which`(_ today: String, _ columns: Int, _ text: String) {
    let time = Timestamp(milliseconds: 1_706_092_922_000)
    #expect(time.brief(on: today, within: columns) == text)
  }
}
