#include "google/etags.h"

#include <algorithm>
#include <cstddef>

#include "google/base64.h"

namespace lockstep::sim::google {
namespace {

// Protobuf keys: field number << 3 | wire type (2 = bytes, 0 = number).
constexpr char kFieldIds = 0x12;
constexpr char kSourceKinds = 0x1a;
constexpr char kSourceEtag = 0x22;
constexpr char kListMark = 0x28;  // Ours: the service shows no difference between list and get.
constexpr std::size_t kSourceEtagLength = 12;

std::string bytes_field(char key, std::string_view bytes) {
  return std::string{key, static_cast<char>(bytes.size())} + std::string(bytes);
}

}  // namespace

PersonEtagMaker::PersonEtagMaker(const FieldSet& mask, bool marks_list) {
  std::string ids = "\x01\x2e\x37";  // Present whatever the mask.
  for (const PersonFieldInfo& info : person_fields()) {
    if (mask.test(index_of(info.field))) {
      ids += info.etag_ids;
    }
  }
  std::ranges::sort(ids);
  head_ = bytes_field(kFieldIds, ids);
  using namespace std::string_view_literals;
  head_ += bytes_field(kSourceKinds, "\x01\x02\x05\x07"sv);
  if (marks_list) {
    tail_ = {kListMark, 0x01};
  }
}

std::string PersonEtagMaker::make(std::string_view source_etag) const {
  std::string bytes = head_;
  if (!source_etag.empty()) {
    bytes += bytes_field(kSourceEtag, source_etag);
  }
  return "%" + base64_encode(bytes + tail_, Base64Alphabet::standard);
}

std::optional<PersonEtag> read_person_etag(std::string_view etag) {
  if (!etag.starts_with('%')) {
    return std::nullopt;
  }
  const auto decoded = base64_decode(etag.substr(1), Base64Alphabet::standard);
  if (!decoded) {
    return std::nullopt;
  }
  std::string_view bytes = *decoded;
  PersonEtag read;
  while (bytes.size() >= 2) {
    const char key = bytes[0];
    const auto value = static_cast<unsigned char>(bytes[1]);
    bytes.remove_prefix(2);
    if (key == kListMark) {
      read.from_list = true;
      continue;
    }
    if (value > bytes.size()) {
      return std::nullopt;
    }
    if (key == kSourceEtag) {
      read.source_etag = bytes.substr(0, value);
    }
    bytes.remove_prefix(value);
  }
  return bytes.empty() && read.source_etag.size() == kSourceEtagLength ? std::optional(read)
                                                                       : std::nullopt;
}

}  // namespace lockstep::sim::google
