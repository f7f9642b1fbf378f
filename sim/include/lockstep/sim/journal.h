/// What was asked of the simulated world, and what became of it, in order and with virtual time.

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "lockstep/base/clock.h"
#include "lockstep/base/exchange.h"
#include "lockstep/sim/service.h"

namespace lockstep::sim {

enum class Outcome {
  response,   ///< The answer arrived.
  lost,       ///< The connection broke before the answer.
  truncated,  ///< The connection broke in the middle of the answer.
};

[[nodiscard]] std::string_view to_string(Outcome outcome) noexcept;

/// One exchange, one user action or one wait of the connector.
///
/// Credentials are masked. Of the headers of a request only those are kept that the services read
/// (Authorization, Content-Type, If-Match, X-Goog-FieldMask), so that the way in does not show: a
/// Host with a port would make every run differ.
struct JournalEntry {
  std::uint64_t sequence = 0;  ///< From 1, without gaps.
  Instant at{};                ///< When the service acted or would have acted; the user did.
  std::string source;          ///< "hubspot", "google", "user", "control" or "webhook".
  std::string operation;       ///< "people.createContact", "edit google contact", "control.wait".

  Request request;        ///< As the connector sent it.
  std::string account;    ///< Of Google: the email of the account that its token is for.
  bool mutation = false;  ///< The operation changes records.

  /// It arrived while another mutation for the same account of Google had no answer yet (G19).
  bool concurrent = false;

  int times_delivered = 0;  ///< How often the service acted on it: 0 when lost, 2 when duplicated.
  Outcome outcome = Outcome::response;
  SharedResponse response;  ///< The answer as it was or, lost, would have been.
  std::string fault;        ///< "truncate" …; empty where none had an effect.
  std::string details;      ///< Of user actions and waits: one JSON object.

  /// True if this is a mutating request that reached the service, whatever was answered.
  [[nodiscard]] bool mutated() const noexcept { return mutation && times_delivered > 0; }
};

/// Whether it is an exchange with a service, and no webhook, user action or wait.
[[nodiscard]] bool is_exchange(const JournalEntry& entry);

/// One JSON object in one line, without the line feed. Same entry, same bytes; bytes that are not
/// UTF-8 are replaced by U+FFFD.
[[nodiscard]] std::string to_json_line(const JournalEntry& entry);

/// `request` as the journal keeps it. @param operation  Of the fakes' route tables.
[[nodiscard]] Request masked(const Request& request, std::string_view operation);

/// `response` as the journal keeps it; itself where it holds no credential. @pre There is one.
[[nodiscard]] SharedResponse masked(const SharedResponse& response, std::string_view operation);

/// Append-only. Not synchronised: guarded by the world's mutex.
///
/// `since` is always a sequence number: what has been written down after that entry. Before a first
/// entry is forgotten it is the index in entries() as well.
class Journal {
 public:
  /// @param bytes_max  Of what entries hold in memory, roughly; nullopt: no limit. The newest one
  /// is
  ///     kept in any case.
  explicit Journal(std::optional<std::size_t> bytes_max = std::nullopt) : bytes_max_(bytes_max) {}

  /// Gives `entry` its sequence number and keeps it; forgets the oldest ones where all together
  /// would be too large.
  void append(JournalEntry entry);

  /// What is still there, oldest first.
  [[nodiscard]] const std::deque<JournalEntry>& entries() const noexcept { return entries_; }

  /// How many entries were ever made: the sequence number of the last one.
  [[nodiscard]] std::size_t size() const noexcept { return forgotten_ + entries_.size(); }

  /// How many of them, the oldest, are there no longer.
  [[nodiscard]] std::size_t forgotten() const noexcept { return forgotten_; }

  /// The first entry after `since` that is still there, or the end of entries().
  [[nodiscard]] std::deque<JournalEntry>::const_iterator after(std::size_t since) const;

  /// Mutating requests that reached `service`.
  [[nodiscard]] std::size_t mutations(Service service, std::size_t since = 0) const;

  /// Requests of the connector for an operation (pattern as in fault.h), lost ones included.
  [[nodiscard]] std::size_t requests(std::string_view operation, std::size_t since = 0) const;

  /// As JSON Lines.
  [[nodiscard]] std::string to_json_lines(std::size_t since = 0) const;

 private:
  std::optional<std::size_t> bytes_max_;
  std::size_t bytes_ = 0;
  std::size_t forgotten_ = 0;
  std::deque<JournalEntry> entries_;
};

}  // namespace lockstep::sim
