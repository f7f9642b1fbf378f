/// Text that came from outside (names, bodies, messages of a connector), made safe to show.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lockstep::report {

/// One line that a terminal shows as it is: control characters, line breaks, characters that
/// reorder text, and bytes that are not UTF-8 become visible escapes ("\x1b", "\u202e").
[[nodiscard]] std::string terminal_line(std::string_view text);

/// The first `characters_max` characters (code points), with " …" in place of the rest.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t characters_max);

/// For XML text and attributes: markup escaped, and what XML 1.0 cannot hold at all (control
/// characters, U+FFFE, bytes that are not UTF-8) as a visible escape.
[[nodiscard]] std::string xml_text(std::string_view text);

/// For HTML text and quoted attributes.
[[nodiscard]] std::string html_text(std::string_view text);

}  // namespace lockstep::report
