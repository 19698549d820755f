internal import Glibc

@main
struct Main {
  static func main() {
    // A closed pipe is an error of write, which says what to do; not a silent death.
    signal(SIGPIPE, SIG_IGN)
    // So is a file that has reached the limit for files.
    signal(SIGXFSZ, SIG_IGN)
    holdStandardDescriptors()
    ProcessLimits.prepare()
    endProgram(RootCommand.main(ProgramStart.arguments).rawValue)
  }

  /// Fills descriptors 0, 1 and 2 where the caller closed them.
  ///
  /// Else the journal would be opened as one of them, and be read as input or written to as a
  /// message. Reading or writing them fails as it does with a closed one.
  private static func holdStandardDescriptors() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
  }
}
