internal import KustomerDestination

/// The call as JSON text while it is typed, and for as long as it is no call.
package struct CallText: Hashable, Sendable {
  /// What is typed, with its cursor.
  package internal(set) var area: TextArea
  /// Why the form does not say the same: line, column and what was met; nil when it does.
  package internal(set) var problem: String?
  /// The 1-based line of that problem; nil without one, or when it concerns the whole text.
  package internal(set) var problemLine: Int?

  /// A text, read by nobody yet.
  package init(_ text: String) {
    area = TextArea(text)
  }

  /// Reads the text into a form.
  ///
  /// - Parameter former: the form that it was made of; its type and its time stay where the text
  ///   names none.
  /// - Returns: the form that sends what the text says; nil with the problem noted when there is
  ///   none.
  mutating func read(after former: Form) -> Form? {
    problem = nil
    problemLine = nil
    do throws(JSONError) {
      let value = try JSON(parsing: area.text)
      guard let call = value.objectValue else {
        problem = "line 1, column 1: a call is a JSON object, as {\"type\": \"track\"}"
        return nil
      }
      return form(of: call, after: former)
    } catch {
      problem = error.message()
      problemLine = error.line
      return nil
    }
  }

  private mutating func form(of call: JSONObject, after former: Form) -> Form? {
    do throws(FillError) {
      return try Form(filling: call, type: former.type, begun: former.begun)
    } catch {
      problem = error.sentence
      return nil
    }
  }
}
