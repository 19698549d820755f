#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H

#if !__has_include(<zlib.h>)
#error "zlib headers not found: apt-get install zlib1g-dev (Debian, Ubuntu)"
#endif
#include <zlib.h>

/* inflateInit2 is a macro, which Swift does not import. Windows of any size, gzip headers only. */
static inline int czlib_begin_gunzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

/* The same for packing, with zlib's usual settings. */
static inline int czlib_begin_gzip(z_stream *stream) {
  return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

#endif
