#include "inflater.h"

#include <zlib.h>

#include <array>
#include <new>

namespace lockstep {
namespace {

constexpr int kEitherFormat = 32 + MAX_WBITS;  ///< gzip or zlib, as the stream says.
constexpr std::size_t kPieceBytes = std::size_t{16} * 1024;

}  // namespace

struct Inflater::Stream {
  z_stream state{};
  bool begun = false;
  bool ended = false;
};

Inflater::Inflater() : stream_(std::make_unique<Stream>()) {
  if (::inflateInit2(&stream_->state, kEitherFormat) != Z_OK) {
    throw std::bad_alloc();
  }
}

Inflater::~Inflater() { ::inflateEnd(&stream_->state); }

Inflater::Outcome Inflater::inflate(std::string_view piece, std::string& unpacked,
                                    std::size_t size_max) {
  z_stream& state = stream_->state;
  // zlib reads from what it takes as if it could write there.
  state.next_in = const_cast<Bytef*>(  // NOLINT(cppcoreguidelines-pro-type-const-cast)
      static_cast<const Bytef*>(static_cast<const void*>(piece.data())));
  state.avail_in = static_cast<uInt>(piece.size());
  stream_->begun = stream_->begun || !piece.empty();
  std::array<char, kPieceBytes> out;  // NOLINT(cppcoreguidelines-pro-type-member-init): see below
  do {
    if (stream_->ended) {
      return state.avail_in == 0 ? Outcome::done : Outcome::malformed;
    }
    state.next_out = static_cast<Bytef*>(static_cast<void*>(out.data()));
    state.avail_out = static_cast<uInt>(out.size());
    const int result = ::inflate(&state, Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
      return Outcome::malformed;
    }
    const std::size_t size = out.size() - state.avail_out;
    if (size > size_max - unpacked.size()) {
      return Outcome::too_large;
    }
    unpacked.append(out.data(), size);
    stream_->ended = result == Z_STREAM_END;
  } while (state.avail_in > 0 || state.avail_out == 0);
  return Outcome::done;
}

bool Inflater::at_end() const noexcept { return stream_->ended || !stream_->begun; }

}  // namespace lockstep
