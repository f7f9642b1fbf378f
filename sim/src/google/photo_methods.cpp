// people.updateContactPhoto and people.deleteContactPhoto (G57, G104).

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/base/text.h"

#include "google/base64.h"
#include "google/contact_writes.h"
#include "google/handlers.h"
#include "google/list_token.h"
#include "google/masks.h"
#include "google/person_rendering.h"
#include "google/request_body.h"

namespace lockstep::sim::google {
namespace {

constexpr std::array kRequest = {FieldShape{.name = "photoBytes"},
                                 FieldShape{.name = "personFields"},
                                 FieldShape{.name = "sources", .repeated = true}};
constexpr MessageShape kRequestShape{"google.people.v1.UpdateContactPhotoRequest", kRequest};

/// What the answer shows: nothing without personFields (G22).
struct PhotoRead {
  std::optional<FieldSet> mask;
  Sources sources;
};

Checked<PhotoRead> read_photo_read(std::string_view mask_text,
                                   const std::vector<std::string>& source_names) {
  PhotoRead read;
  if (!mask_text.empty()) {
    const Checked<FieldSet> mask = read_show_mask(mask_text, "personFields");
    if (!mask) {
      return mask.error();
    }
    read.mask = *mask;
  }
  const Checked<Sources> sources = read_sources(source_names, kContactAndProfile);
  if (!sources) {
    return sources.error();
  }
  read.sources = *sources;
  return read;
}

/// Bytes in JSON may be written in either alphabet, with or without padding.
std::optional<std::string> decode_bytes(std::string text) {
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  if (!text.ends_with('=')) {
    text.append((4 - text.size() % 4) % 4, '=');
  }
  return base64_decode(text, Base64Alphabet::standard);
}

bool is_jpeg_or_png(std::string_view bytes) {
  using namespace std::string_view_literals;
  return bytes.starts_with("\xff\xd8\xff"sv) || bytes.starts_with("\x89PNG\r\n\x1a\n"sv);
}

/// The beginning of a long text, without half a letter at its end. @pre is_valid_utf8(text)
std::string beginning_of(std::string_view text) {
  constexpr std::size_t kShownMax = 200;
  std::string_view shown = text.substr(0, kShownMax);
  while (!is_valid_utf8(shown)) {
    shown.remove_suffix(1);
  }
  return std::string(shown);
}

Checked<std::string> read_photo(const GoogleOptions& options, const std::string& text) {
  if (text.empty() || text.size() / 4 > options.photo_bytes_max / 3 + 1) {
    return catalogue_error(kInvalidArgument);  // Too large whatever its padding is.
  }
  std::optional<std::string> bytes = decode_bytes(text);
  if (!bytes) {
    return bad_request(
        "Invalid value at 'photo_bytes' (TYPE_BYTES), Base64 decoding failed for \"" +
            beginning_of(text) + "\"",
        "photo_bytes");
  }
  if (bytes->size() > options.photo_bytes_max) {
    return catalogue_error(kInvalidArgument);
  }
  if (!is_jpeg_or_png(*bytes)) {
    return invalid_argument("Invalid photo format");
  }
  return std::move(*bytes);
}

Checked<const Contact*> find_contact(const Call& call) {
  const std::string name = "people/" + call.captures.at("person");
  if (!name.starts_with("people/c")) {
    return not_a_contact(name);
  }
  const Contact* const contact = find_connection(call.account, name);
  if (contact == nullptr) {
    return catalogue_error(kNotFound);
  }
  return contact;
}

Answer change_photo(Call& call, const Contact& contact, std::string photo, const PhotoRead& read) {
  if (contact.current->photo != photo) {
    ContactVersion next = *contact.current;
    next.photo = std::move(photo);
    set_person(call.state, contact.id, next, writable_fields(contact.current->person->fields()));
    call.account.contacts.change(contact.id, std::move(next), call.now);
  }
  if (!read.mask) {
    return std::string("{}");
  }
  std::string out = R"({"person":)";
  PersonRenderer(*read.mask, {.shows_contact_source = read.sources.contact})
      .append(out, contact.id, *contact.current);
  return out + "}";
}

}  // namespace

Answer update_contact_photo(Call& call) {
  const Checked<Json> parsed = parse_body(call.request.body);
  if (!parsed) {
    return parsed.error();
  }
  if (auto error = check_shape(*parsed, kRequestShape, "")) {
    return std::move(*error);
  }
  const Json body = normalised(*parsed, kRequestShape);
  const Checked<PhotoRead> read = read_photo_read(
      body.value("personFields", ""), body.value("sources", std::vector<std::string>()));
  if (!read) {
    return read.error();
  }
  const Checked<const Contact*> contact = find_contact(call);
  if (!contact) {
    return contact.error();
  }
  const Checked<std::string> photo = read_photo(call.state.options, body.value("photoBytes", ""));
  if (!photo) {
    return photo.error();
  }
  // The bytes themselves can be read nowhere in the API: their fingerprint is enough for a URL.
  return change_photo(call, **contact, source_id_of((*contact)->id) + to_hex(fingerprint(*photo)),
                      *read);
}

Answer delete_contact_photo(Call& call) {
  const Checked<PhotoRead> read =
      read_photo_read(call.parameters.text("personFields"), call.parameters.list("sources"));
  if (!read) {
    return read.error();
  }
  const Checked<const Contact*> contact = find_contact(call);
  if (!contact) {
    return contact.error();
  }
  return change_photo(call, **contact, "", *read);
}

}  // namespace lockstep::sim::google
