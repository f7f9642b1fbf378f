/// What was said between a connector and the two services, as it was seen from outside: by a proxy,
/// a browser or a journal. Nothing in it is known to be complete, ordered or true.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/http.h"
#include "lockstep/sim/service.h"

namespace lockstep::scenario {

/// One request and its answer.
struct RecordedExchange {
  Instant at{};  ///< When the request was sent. @invariant exchanges of a recording are ordered.
  sim::Service service = sim::Service::hubspot;
  Request request;  ///< Without credentials.
  std::optional<Response>
      response;           ///< nullopt: the connection broke before it, or nobody kept it.
  bool body_kept = true;  ///< False: the answer had a body that the source left out.
};

/// How a recording was pseudonymised.
struct RedactionNote {
  std::string key_id;               ///< Tells keys apart and leads back to none.
  std::vector<std::string> kept{};  ///< The fields that were opened by name, sorted.

  friend bool operator==(const RedactionNote&, const RedactionNote&) = default;
};

/// A recording in memory, whatever it was read from.
struct Recording {
  std::string made_from;  ///< "proxy", "har" or "journal".
  std::vector<RecordedExchange> exchanges;

  /// Indices into `exchanges` at which the connector began a pass, where that is known (a recorder
  /// that starts the connector, a journal with marks); empty: it has to be guessed.
  std::vector<std::size_t> pass_begins;

  /// What the source had and this has not, one sentence each: foreign hosts, entries without a
  /// URL, a torn last line.
  std::vector<std::string> left_out;

  /// nullopt: personal data stands in it as it was said.
  std::optional<RedactionNote> redaction{};
};

}  // namespace lockstep::scenario
