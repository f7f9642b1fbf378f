#include "body_decoder.h"

#include <array>
#include <string_view>
#include <utility>

namespace lockstep {
namespace {

constexpr std::array<std::string_view, 4> kBodyFields = {"Content-Length", "Transfer-Encoding",
                                                         "Content-Encoding", "Expect"};

/// POST whatever the method: cpp-httplib leaves the body of a GET unread.
std::string reduced_head(const RequestHead& head) {
  std::string text = "POST / HTTP/1.1\r\n";
  for (const std::string_view name : kBodyFields) {
    if (const auto value = find_value(head.headers, name)) {
      text += std::string(name) + ": " + std::string(*value) + "\r\n";
    }
  }
  return text + "\r\n";
}

}  // namespace

BodyDecoder::BodyDecoder() {
  Post("/", [this](const httplib::Request& /*in*/, httplib::Response& /*out*/,
                   const httplib::ContentReader& read) { receive(read); });
}

std::variant<std::string, HttpRefusal> BodyDecoder::read(ConnectionStream& stream,
                                                         const RequestHead& head) {
  body_.clear();
  refusal_ = kBodyMalformed;
  stream.put_in_front(reduced_head(head));
  bool connection_closed = false;
  process_request(stream, /*close_connection=*/false, connection_closed, nullptr);
  stream.drop_output();
  if (refusal_) {
    return *refusal_;
  }
  return std::move(body_);
}

void BodyDecoder::receive(const httplib::ContentReader& read) {
  bool too_large = false;
  const bool complete = read([&](const char* bytes, std::size_t size) {
    too_large = size > kBodyBytesMax - body_.size();
    if (!too_large) {
      body_.append(bytes, size);
    }
    return !too_large;
  });
  if (too_large) {
    refusal_ = kBodyTooLarge;
  } else if (complete) {
    refusal_.reset();
  }
}

}  // namespace lockstep
