#include "lockstep/scenario/connector_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/sim/object_reader.h"

#include "program/find_program.h"

namespace lockstep::scenario {
namespace {

using sim::did_you_mean;
using sim::Mistakes;
using sim::Node;
using sim::ObjectReader;

constexpr std::size_t kNameBytesMax = 200;
constexpr std::size_t kFileBytesMax = std::size_t{1} << 20U;
constexpr const char* kSeeDocument = "docs/connector_protocol.md describes every key";

const std::vector<std::string>& modes() {
  static const std::vector<std::string> kModes = {"process-per-pass", "long-running"};
  return kModes;
}

/// Reads one file; every mistake is kept, with what to do about it.
class FileReader {
 public:
  FileReader(const std::filesystem::path& path, LoadedConnector& loaded)
      : path_(path), loaded_(&loaded) {}

  void read(const Node& root) {
    if (!root.is_object()) {
      add(root.line, "the file must be an object, and is " + std::string(kind_name(root)),
          R"(begin with {"name": …, "version": …, "vendor": …, "command": […], "claims": […]})");
      return;
    }
    Mistakes mistakes;
    ObjectReader reader(root, mistakes, "connector.json");
    ConnectorFile file;
    read_identity(reader, file.info);
    read_claims(reader, file.info);
    read_start(reader, file);
    read_bounds(reader, file);
    read_files(reader, file);
    reader.finish();
    for (const Mistakes::Mistake& mistake : mistakes.all()) {
      add(mistake.line, mistake.message, kSeeDocument);
    }
    if (loaded_->mistakes.empty()) {
      loaded_->file = std::move(file);
    }
  }

  void add(int line, std::string message, std::string hint) {
    const std::string name = path_.filename().string();
    loaded_->mistakes.push_back(
        {line > 0 ? name + ':' + std::to_string(line) : name, std::move(message), std::move(hint)});
  }

 private:
  void read_identity(ObjectReader& reader, ConnectorInfo& info) {
    for (const auto& [key, value] :
         {std::pair("name", &info.name), std::pair("version", &info.version),
          std::pair("vendor", &info.vendor)}) {
      const Node* const node = reader.require(key);
      if (node == nullptr) {
        continue;
      }
      *value = reader.text(key).value_or("");
      const bool is_printable = std::ranges::none_of(
          *value, [](unsigned char letter) { return letter < ' ' || letter == 0x7F; });
      if (node->is_text() && (trim(*value).empty() || value->size() > kNameBytesMax ||
                              !is_printable || !is_valid_utf8(*value))) {
        add(node->line, std::string("\"") + key + "\" must be printable text of 1 to 200 bytes",
            "it stands on the certificate: write it as people should read it");
      }
    }
    info.door = Door::http;
  }

  void read_claims(ObjectReader& reader, ConnectorInfo& info) {
    const Node* const node = reader.require("claims");
    const std::vector<std::string> known(std::begin(kClaims), std::end(kClaims));
    for (const std::string& claim : reader.texts("claims")) {
      if (std::ranges::find(known, claim) == known.end()) {
        add(node->line, "there is no claim \"" + claim + '"' + did_you_mean(claim, known),
            "the claims are: " + join(known, ", "));
      } else if (!info.claims.insert(claim).second) {
        add(node->line, "\"" + claim + "\" is claimed twice", "name it once");
      }
    }
    if (node == nullptr || !node->is_array()) {
      return;
    }
    const auto claims = [&](const char* claim) { return info.claims.contains(claim); };
    if (!claims("two_way") && !claims("to_google") && !claims("to_hubspot")) {
      add(node->line, "no direction is claimed, so that no scenario would apply",
          "claim at least one of two_way, to_google and to_hubspot");
    }
    if (claims("other_contacts") && !claims("filters")) {
      add(node->line, "\"other_contacts\" is claimed without \"filters\"",
          "Other contacts flow where a Google filter leaves the Contacts folder switch off: "
          "claim filters, too");
    }
    if (claims("other_contacts") && !claims("two_way") && !claims("to_hubspot")) {
      add(node->line, "\"other_contacts\" is claimed without a direction to HubSpot",
          "Other contacts are only ever read: claim two_way or to_hubspot, too");
    }
  }

  void read_start(ObjectReader& reader, ConnectorFile& file) {
    read_folder(reader, file);
    if (const Node* const node = reader.find("mode")) {
      const auto mode = node->is_text() ? reader.text("mode") : std::optional<std::string>();
      const auto found = std::ranges::find(modes(), mode.value_or(""));
      if (found == modes().end()) {
        add(node->line,
            "\"mode\" is neither \"process-per-pass\" nor \"long-running\"" +
                did_you_mean(mode.value_or(""), modes()),
            "leave it out to be started once for each pass");
      } else {
        file.mode = static_cast<ProgramMode>(found - modes().begin());
      }
    }
    read_environment(reader, file);
    read_command(reader, file);
  }

  void read_folder(ObjectReader& reader, ConnectorFile& file) {
    std::error_code error;
    const std::filesystem::path home = std::filesystem::absolute(path_, error).parent_path();
    const Node* const node = reader.find("working_directory");
    file.working_directory =
        (home / (node == nullptr ? "" : reader.text("working_directory").value_or("")))
            .lexically_normal();
    if (node != nullptr && !std::filesystem::is_directory(file.working_directory, error)) {
      add(node->line, "the working directory is no folder: " + file.working_directory.string(),
          "it starts from the folder of " + path_.filename().string() +
              "; leave it out if it is that folder");
    }
  }

  void read_command(ObjectReader& reader, ConnectorFile& file) {
    const Node* const node = reader.require("command");
    file.command = reader.texts("command");
    if (node == nullptr || !node->is_array()) {
      return;
    }
    if (file.command.empty() || file.command.front().empty()) {
      add(node->line, "\"command\" names no program",
          R"(write the program and its arguments as a list: ["node", "connector.mjs"])");
      return;
    }
    if (std::ranges::any_of(file.command, [](const std::string& part) {
          return part.find('\0') != std::string::npos;
        })) {
      add(node->line, "an argument of \"command\" holds a zero byte",
          "no program can be given one");
      return;
    }
    FoundProgram found = find_program(file.command.front(), file.working_directory);
    if (!found.problem.empty()) {
      add(node->line, found.problem, found.hint);
    }
    file.program = std::move(found.path);
  }

  void read_environment(ObjectReader& reader, ConnectorFile& file) {
    const Node* const node = reader.find("environment");
    if (node == nullptr) {
      return;
    }
    if (!node->is_object()) {
      add(node->line, "\"environment\" must be an object, and is " + std::string(kind_name(*node)),
          R"(write {"NAME": "value"})");
      return;
    }
    for (const sim::NodeMember& member : node->members) {
      if (member.key.empty() ||
          member.key.find_first_of(std::string_view("=\0", 2)) != std::string::npos) {
        add(member.line, "a variable cannot be called \"" + member.key + '"',
            "a name is not empty and has no equals sign");
      } else if (member.key.starts_with("LOCKSTEP_")) {
        add(member.line, "\"" + member.key + "\" is Lockstep's own to set",
            "choose a name that does not begin with LOCKSTEP_");
      } else if (!member.value.is_text() ||
                 member.value.scalar.get<std::string>().find('\0') != std::string::npos) {
        add(member.line, "the variable \"" + member.key + "\" must be text without zero bytes",
            "put numbers and true or false into quotes");
      } else {
        file.environment[member.key] = member.value.scalar.get<std::string>();
      }
    }
  }

  /// They go into the certificate's package, from which the program can be started again.
  void read_files(ObjectReader& reader, ConnectorFile& file) {
    file.path = path_;
    const Node* const node = reader.find("files");
    if (node == nullptr) {
      return;
    }
    file.files = reader.texts("files");
    const std::filesystem::path home = std::filesystem::absolute(path_).parent_path();
    for (const std::string& name : file.files) {
      const std::filesystem::path inside(name);
      std::error_code error;
      if (name.empty() || inside.is_absolute() || inside.lexically_normal() != inside ||
          *inside.begin() == "..") {
        add(node->line, "\"" + name + "\" is no path below the folder of the file",
            "write it from there, without \"..\": \"src/main.py\"");
      } else if (!std::filesystem::is_regular_file(home / inside, error)) {
        add(node->line, "there is no file \"" + name + '"',
            "name each file of the program, but not what its package manager installs");
      }
    }
  }

  void read_bounds(ObjectReader& reader, ConnectorFile& file) {
    constexpr std::size_t kStartMost = 300;
    constexpr std::size_t kPassMost = 3'600;
    constexpr std::size_t kOutputMost = std::size_t{1} << 30U;
    const auto bound = [&](const char* key, std::size_t most, std::size_t usual) {
      const Node* const node = reader.find(key);
      if (node == nullptr) {
        return usual;
      }
      const bool is_fine = node->kind == Node::Kind::scalar && node->scalar.is_number_unsigned() &&
                           node->scalar.get<std::size_t>() >= 1 &&
                           node->scalar.get<std::size_t>() <= most;
      if (!is_fine) {
        add(node->line,
            std::string("\"") + key + "\" must be a whole number from 1 to " + std::to_string(most),
            "leave it out for " + std::to_string(usual));
        return usual;
      }
      return node->scalar.get<std::size_t>();
    };
    const auto seconds = [](std::size_t number) {
      return Duration(static_cast<Duration::rep>(number) * 1'000);
    };
    constexpr std::size_t kStartUsual = 10;
    constexpr std::size_t kPassUsual = 60;
    file.start_time = seconds(bound("start_seconds", kStartMost, kStartUsual));
    file.pass_time = seconds(bound("pass_seconds", kPassMost, kPassUsual));
    file.output_bytes_max = bound("output_bytes_max", kOutputMost, file.output_bytes_max);
  }

  std::filesystem::path path_;
  LoadedConnector* loaded_;
};

/// "connector.json:7" of an error that has its line in its source.
int line_of(const std::string& source) {
  const std::size_t colon = source.rfind(':');
  const std::string digits = colon == std::string::npos ? "" : source.substr(colon + 1);
  const bool is_number = !digits.empty() && digits.size() < 8 &&
                         digits.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? std::stoi(digits) : 0;
}

}  // namespace

LoadedConnector parse_connector_file(std::string_view text, const std::filesystem::path& path) {
  LoadedConnector loaded;
  FileReader reader(path, loaded);
  sim::NodeLimits limits;
  limits.bytes_max = kFileBytesMax;
  const Result<Node> root = sim::parse_node(text, path.string(), limits);
  if (!root) {
    reader.add(line_of(root.error().source), root.error().message,
               "the file is JSON, in which comments are allowed");
    return loaded;
  }
  reader.read(*root);
  return loaded;
}

LoadedConnector load_connector_file(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return load_connector_file(path / "connector.json");
  }
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path, error)) {
    return {std::nullopt,
            {{path.string(), "there is no file that can be read here",
              "name the connector.json of the connector to certify, or the folder that it is in"}}};
  }
  std::string text(kFileBytesMax + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return parse_connector_file(text, path);
}

}  // namespace lockstep::scenario
