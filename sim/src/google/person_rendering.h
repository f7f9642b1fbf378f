/// Contacts as answers show them.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "google/answer_text.h"
#include "google/contact_store.h"
#include "google/etags.h"
#include "google/person_fields.h"
#include "google/rendered_people.h"

namespace lockstep::sim::google {

/// Serialises the fields of a stored person once, so that lists only copy text.
/// @param version Its place and its photo count. @param source_primary See GoogleOptions.
[[nodiscard]] std::shared_ptr<const PersonText> render_fields(std::uint64_t id, const Json& person,
                                                              const ContactVersion& version,
                                                              bool source_primary);

/// Where the photo of a contact is: a default one, or the user's own (G57).
[[nodiscard]] std::string photo_url(std::uint64_t id, const ContactVersion& version);

/// How the people of one answer are shown.
class PersonRenderer {
 public:
  struct Manner {
    bool is_list = false;              ///< At most 100 emails and 100 phones (G17).
    bool is_sync = false;              ///< The answer to a sync token: with previous names (G45).
    bool marks_list_etags = false;     ///< See PersonEtagMaker.
    bool shows_contact_source = true;  ///< `sources` asks for CONTACT (or OTHER_CONTACT).
  };

  PersonRenderer(const FieldSet& mask, Manner manner)
      : mask_(mask), manner_(manner), etags_(mask, manner.marks_list_etags) {}

  /// Appends a Person as compact JSON.
  void append(std::string& out, std::uint64_t id, const ContactVersion& version) const;

  /// Appends a Person that is likely to be asked for again. @param depth  Of objects and lists
  /// around
  ///     it. @param pretty  Whether the answer will be laid out.
  void append_kept(AnswerText& out, RenderedPeople& rendered, std::uint64_t id,
                   const ContactVersion& version, std::size_t depth, bool pretty) const;

  /// Compact JSON: what a sync shows of a contact that left its list (G86).
  /// @param list Place::contacts or Place::other: the list that it left.
  [[nodiscard]] std::string tombstone(std::uint64_t id, Place list) const;

 private:
  void append_metadata(std::string& out, std::uint64_t id, const ContactVersion& version) const;
  void append_fields(std::string& out, std::uint64_t id, const ContactVersion& version) const;

  [[nodiscard]] std::uint32_t manner_bits() const noexcept;

  FieldSet mask_;
  Manner manner_;
  PersonEtagMaker etags_;
};

/// The source id: the number of the resource name in lower-case hexadecimal (G42).
[[nodiscard]] std::string source_id_of(std::uint64_t id);

}  // namespace lockstep::sim::google
