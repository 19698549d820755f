internal import Glibc

/// Ends the program as it stands, without the exit handlers of libraries.
///
/// libcrypto's frees what libcurl's thread, which ends with the last request, may just be giving
/// back: the program crashed after all was done. Nothing of ours waits for the end of the process.
func endProgram(_ status: Int32) -> Never {
  fflush(nil)
  _exit(status)
}
