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

/// One line of Markdown (GitHub's and GitLab's) that shows the text as it is, in a table too: no
/// markup, link, mention or formula comes to life. Line breaks and the like as in terminal_line.
[[nodiscard]] std::string markdown_text(std::string_view text);

/// A fenced block of Markdown that shows the text line by line, with a line feed at its end. The
/// fence is longer than any run of backticks in the text.
[[nodiscard]] std::string markdown_block(std::string_view text);

/// One word of a POSIX shell's command line, quoted where it has to be.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace lockstep::report
