#include "body_decoder.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "lockstep/base/text.h"

namespace lockstep {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

/// Of the line that announces a chunk: nobody sends extensions.
constexpr std::size_t kChunkLineMax = 1024;

/// The size that a line such as "1f;name=value" announces.
std::optional<std::size_t> chunk_size(std::string_view line) {
  const std::string_view digits = trim(line.substr(0, line.find(';')));
  std::size_t size = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
  return parsed.ec == std::errc{} && parsed.ptr == digits.data() + digits.size()
             ? std::optional(size)
             : std::nullopt;
}

}  // namespace

BodyDecoder::BodyDecoder(const RequestHead& head) {
  if (!head.has_body()) {
    return;
  }
  part_ = head.chunked ? Part::chunk_line : Part::bytes;
  left_ = head.content_length.value_or(0);
  if (const auto coding = find_value(head.headers, "Content-Encoding")) {
    unknown_coding_ = *coding == "br";
    if (*coding == "gzip" || *coding == "deflate") {
      inflater_ = std::make_unique<Inflater>();
    }
  }
}

std::optional<HttpRefusal> BodyDecoder::read(std::string_view& input) {
  if (unknown_coding_) {
    part_ = Part::nothing;
    return kBodyMalformed;
  }
  while (part_ != Part::nothing) {
    std::optional<HttpRefusal> refusal;
    if (part_ == Part::bytes || part_ == Part::chunk) {
      if (input.empty()) {
        return std::nullopt;
      }
      refusal = read_bytes(input);
    } else {
      const std::size_t end = input.find(kLineEnd);
      if (std::min(end, input.size()) > kChunkLineMax) {
        refusal = kBodyMalformed;
      } else if (end == std::string_view::npos) {
        return std::nullopt;
      } else {
        refusal = read_line(input.substr(0, end));
        input.remove_prefix(end + kLineEnd.size());
      }
    }
    if (refusal) {
      part_ = Part::nothing;
      return refusal;
    }
  }
  return std::nullopt;
}

std::optional<HttpRefusal> BodyDecoder::read_bytes(std::string_view& input) {
  const std::string_view bytes = input.substr(0, left_);
  input.remove_prefix(bytes.size());
  left_ -= bytes.size();
  if (auto refusal = append(bytes); refusal || left_ > 0) {
    return refusal;
  }
  if (part_ == Part::bytes) {
    return end();
  }
  part_ = Part::chunk_end;
  return std::nullopt;
}

std::optional<HttpRefusal> BodyDecoder::read_line(std::string_view line) {
  if (part_ != Part::chunk_line) {
    if (!line.empty()) {
      return kBodyMalformed;
    }
    if (part_ == Part::last_end) {
      return end();
    }
    part_ = Part::chunk_line;
    return std::nullopt;
  }
  const std::optional<std::size_t> size = chunk_size(line);
  if (!size) {
    return kBodyMalformed;
  }
  if (*size > kBodyBytesMax - taken_) {
    return kBodyTooLarge;
  }
  taken_ += *size;
  left_ = *size;
  part_ = *size == 0 ? Part::last_end : Part::chunk;
  return std::nullopt;
}

std::optional<HttpRefusal> BodyDecoder::append(std::string_view bytes) {
  if (!inflater_) {
    body_.append(bytes);
    return std::nullopt;
  }
  switch (inflater_->inflate(bytes, body_, kBodyBytesMax)) {
    case Inflater::Outcome::done: return std::nullopt;
    case Inflater::Outcome::too_large: return kBodyTooLarge;
    case Inflater::Outcome::malformed: break;
  }
  return kBodyMalformed;
}

std::optional<HttpRefusal> BodyDecoder::end() {
  part_ = Part::nothing;
  return inflater_ && !inflater_->at_end() ? std::optional(kBodyMalformed) : std::nullopt;
}

}  // namespace lockstep
