#include "program/find_program.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string_view>
#include <system_error>

#include "lockstep/base/text.h"

namespace lockstep::scenario {
namespace {

bool is_executable(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error) && access(path.c_str(), X_OK) == 0;
}

std::filesystem::path find_in_path(const std::string& name) {
  const char* const list = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): nobody sets it.
  for (const std::string_view folder : split(list == nullptr ? "/usr/bin:/bin" : list, ':')) {
    const std::filesystem::path path = std::filesystem::path(folder.empty() ? "." : folder) / name;
    if (is_executable(path)) {
      std::error_code error;
      return std::filesystem::absolute(path, error);
    }
  }
  return {};
}

/// The interpreter that the first line of a script names, or "".
std::string interpreter_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string line(256, '\0');
  in.read(line.data(), static_cast<std::streamsize>(line.size()));
  line.resize(static_cast<std::size_t>(in.gcount()));
  if (!line.starts_with("#!")) {
    return {};
  }
  const std::string_view first = trim(std::string_view(line).substr(2, line.find('\n') - 2));
  return std::string(first.substr(0, first.find_first_of(" \t")));
}

/// How a program must begin that the machine can run: with the mark of its format, or of a script.
bool has_a_known_format(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string start(4, '\0');
  in.read(start.data(), 4);
  return in.gcount() >= 2 && (start.starts_with("#!") || start ==
                                                             "\x7F"
                                                             "ELF");
}

}  // namespace

FoundProgram find_program(const std::string& name, const std::filesystem::path& folder) {
  if (name.find('/') == std::string::npos) {
    std::filesystem::path path = find_in_path(name);
    return path.empty()
               ? FoundProgram{{},
                              "there is no program \"" + name + "\" in PATH",
                              "install it, or write its path; one in the working directory is "
                              "\"./" +
                                  name + '"'}
               : FoundProgram{std::move(path), "", ""};
  }
  std::error_code error;
  const std::filesystem::path path = (folder / name).lexically_normal();
  if (!std::filesystem::exists(path, error)) {
    return {path, "there is no program " + path.string(),
            "the path starts from the working directory, which is " + folder.string()};
  }
  if (std::filesystem::is_directory(path, error)) {
    return {path, "this is a folder: " + path.string(), "name the program in it"};
  }
  if (!is_executable(path)) {
    return {path, "the file is not executable: " + path.string(),
            "chmod +x it, or name its interpreter first: [\"python3\", \"" + name + "\"]"};
  }
  if (!has_a_known_format(path)) {
    return {path, "this is neither a program nor a script with \"#!\": " + path.string(),
            "name its interpreter first, or begin it with a line such as #!/usr/bin/env node"};
  }
  const std::string interpreter = interpreter_of(path);
  if (!interpreter.empty() && !is_executable(interpreter)) {
    return {path, "the script's interpreter is not there: " + interpreter,
            "install it, or correct the first line of " + path.string()};
  }
  return {path, "", ""};
}

}  // namespace lockstep::scenario
