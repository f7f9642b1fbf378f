/// Recordings without the people in them: every value that could be somebody's is replaced by one
/// of the same shape, always the same for the same key.

#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "lockstep/base/result.h"
#include "lockstep/scenario/recording.h"

namespace lockstep::scenario {

/// What pseudonyms are made with. Whoever has it can tell whether a recording tells of somebody
/// whose values he knows, so that it never stands in a recording.
class RedactionKey {
 public:
  /// The key in `file`; where there is none yet, `fresh` is written there, for its owner alone.
  /// @param fresh  At least 32 bytes that nobody can guess.
  /// @error invalid_input  The file is no key, or others may read it.
  /// @error unavailable    It can be neither read nor written.
  [[nodiscard]] static Result<RedactionKey> load_or_make(const std::filesystem::path& file,
                                                         std::string_view fresh);

  /// @pre At least 32 bytes.
  explicit RedactionKey(std::string bytes);

  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

  /// 16 hexadecimal digits that tell keys apart and lead back to none.
  [[nodiscard]] std::string id() const;

 private:
  std::string bytes_;
};

struct RedactionOptions {
  /// Properties of HubSpot, and members of JSON, whose values stay as they are. Never credentials.
  std::set<std::string> kept{};
  /// Where a phone number without country code is dialled.
  std::string region = "US";
};

/// Replaces values one exchange after the other: equal values stay equal across all of them.
///
/// Only what is known not to be personal stays: the names and constants of both APIs, statuses,
/// times, the services' own words in messages. Emails become addresses of reserved domains and
/// stay equal, equal without case, with the same dots and tags. Phone numbers keep country code,
/// length, layout and whether they are valid, and lie in ranges for fiction where there are such.
/// Words keep length, script, case and diacritics. Birthdays move by a constant number of days.
/// Ids, etags and page tokens keep their shape, wherever they stand. Credentials become
/// "<token:1>". Photos, unknown headers, and bodies that are neither JSON nor a form are dropped.
///
/// Not for several threads at once.
class Redactor {
 public:
  Redactor(const RedactionKey& key, RedactionOptions options);
  ~Redactor();
  Redactor(const Redactor&) = delete;
  Redactor& operator=(const Redactor&) = delete;

  [[nodiscard]] RecordedExchange redact(const RecordedExchange& exchange);

  /// For the header of the recording.
  [[nodiscard]] RedactionNote note() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// A whole recording. `left_out` stays.
[[nodiscard]] Recording redact(const Recording& recording, const RedactionKey& key,
                               const RedactionOptions& options = {});

/// The same exchange without credentials and nothing else changed: for those who choose to keep
/// personal data. Authorization, cookies, tokens, codes and secrets become "***".
[[nodiscard]] RecordedExchange without_credentials(const RecordedExchange& exchange);

}  // namespace lockstep::scenario
