/// Changes of a connection's settings as people write them: "google.starred=on".

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/core/settings.h"

namespace lockstep {

/// A setting that can be changed, for people.
struct SettingName {
  std::string_view key;     ///< "google.starred"; "mapping.PROPERTY" stands for many.
  std::string_view values;  ///< "on, off"
  std::string_view meaning;
};

/// Every key that change_setting() takes, in the order of the settings page.
[[nodiscard]] const std::vector<SettingName>& setting_names();

/// The settings with one change made. A filter that is given turns its app's drop-down to
/// "filter" (S10); the two drop-downs of `sync` keep their filters.
///
/// Nothing is judged here but the one change by itself: validate() says what rules refuse of the
/// whole. The eleven default mappings are no settings (MAP-1).
///
/// @param change  "KEY=VALUE"; an empty value takes away what can be absent.
/// @error invalid_input  No '=', an unknown key, or a value that the key does not take; the
///     message says what would be right.
[[nodiscard]] Result<SyncSettings> change_setting(SyncSettings settings, std::string_view change);

/// The same with several changes, one after the other. @error  Of the first that is none.
[[nodiscard]] Result<SyncSettings> change_settings(SyncSettings settings,
                                                   const std::vector<std::string>& changes);

}  // namespace lockstep
