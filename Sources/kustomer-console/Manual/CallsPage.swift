extension ManualPage {
  /// What is read as a call, and what becomes of its values.
  static let calls = ManualPage(
    name: "kustomer-console-calls", section: 7,
    summary: "what is read as a call, and what becomes of its values",
    parts: [
      Part("Description", description), Part("Formats", [.terms(formats)]),
      Part("Pasting", pasting), Part("Values", [.terms(values)]),
    ])

  private static let description: [Block] = [
    .paragraph(
      "Input is files, - or a pipe, recognised by what is in it. An unreadable record is named with"
        + " its place and the others are read. --user-id ID and --anonymous-id ID of map, send and"
        + " convert fill calls that have neither. Calls whose id is nobody's, as undefined or null,"
        + " would merge strangers for good: an org gets them only with --placeholders.")
  ]

  private static let formats = [
    Term(
      "JSON",
      "one call a line or several, over many lines, an array, an HTTP or mobile batch, a list under"
        + " any one name, the requests of a HAR file or a Postman collection; gzip of these"),
    Term(
      "a warehouse's row",
      "user_id, event_text, context_page_url and so on: in CSV by its header, whose spelling does"
        + " not matter, or as flat JSON; \\N is null, address_city and dotted names make objects"),
    Term(
      "code",
      "analytics.js with its argument rules, Swift, Objective-C, Python, Ruby; in fences and behind"
        + " prompts too. What would have to be run, as a variable or {{ … }}, is refused with its"
        + " place"),
    Term("curl", "commands to Segment's HTTP API, of a shell or of Windows"),
  ]

  private static let pasting: [Block] = [
    .paragraph(
      "Anything can be pasted into Compose, with the words of a chat or an issue around it. One call"
        + " fills the form and keeps its person; several become a batch: the calls of code are one"
        + " visitor's, visitor- and a number made of the text, who is somebody from the first"
        + " identify on. A key, a pod or the text of the settings page goes to Setup. Alt-I imports a"
        + " file, shows how many calls of it can be sent, and keeps them as a list that ^R sends as"
        + " one run. ^Y twice copies the call under the cursor as code, curl, JSON or a report."),
    .paragraph(
      "kustomer-console listen answers as Segment's HTTP API does (any write key), takes gzip and"
        + " destination webhooks, and answers 503 rather than grow when the disk is slower than the"
        + " senders. The Host must be this machine's, and while calls are forwarded a web page of"
        + " another one is refused unless --origin names it."),
  ]

  private static let values = [
    Term(
      "Numbers",
      "15551234567.0 is how tables write a whole number: a zero fraction is left out of ids, phones,"
        + " user names and postal codes. Any other fraction, an exponent or a sign is no phone and no"
        + " name, and is dropped with a warning. Properties keep their numbers as written."),
    Term(
      "Ids",
      "A whole number is sent as its digits, with a warning. undefined, null, [object Object] and"
        + " their like are sent as Segment would, but they merge strangers for good: the program asks"
        + " first."),
    Term(
      "Spellings",
      "First Name, EMAIL, userName, zip, mobile, created are read as Segment's own libraries read"
        + " them, and noted; parts of an address also beside the other traits, or as a warehouse's"
        + " address_city. What nobody reads, such as traits on a track or userID, is named."),
    Term(
      "Names",
      "Kustomer takes letters, digits and -_. in an event's name: Straße becomes Strasse, and where"
        + " letters are lost a hash keeps two events apart; the original stays in originalNameStr."
        + " Meta keys get the ending of their type and are 3 to 33 characters long, so id becomes"
        + " p-idNum."),
    Term(
      "Times",
      "A birthday keeps its calendar day. A time before 2000 is not believed; one in the future is,"
        + " with a warning."),
    Term(
      "30 days",
      "Kustomer keeps a visitor's events for 30 days. An identify that comes later attaches none of"
        + " them: they stay on the visitor's own timeline."),
  ]
}
