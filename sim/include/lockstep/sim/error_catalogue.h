/// The error answers that a fault can inject, each with the place that documents it.

#pragma once

#include <span>
#include <string_view>

#include "lockstep/sim/evidence.h"
#include "lockstep/sim/service.h"

namespace lockstep::sim {

struct CataloguedError {
  std::string_view id;  ///< "google.expired_sync_token": the name in scenarios.
  int status;
  std::string_view facts;  ///< "G83, G84".
  Evidence evidence;       ///< How sure we are that the service answers with exactly this.

  /// As sent; "{correlation_id}" and "{now}" are filled in. Not JSON where the real one is not.
  std::string_view body;

  std::string_view extra_header = {};  ///< "Name: value", or empty.
};

[[nodiscard]] std::span<const CataloguedError> error_catalogue() noexcept;

/// The entry with this id, or null.
[[nodiscard]] const CataloguedError* find_error(std::string_view id) noexcept;

/// The service whose answer this is.
[[nodiscard]] Service service_of(const CataloguedError& error) noexcept;

}  // namespace lockstep::sim
