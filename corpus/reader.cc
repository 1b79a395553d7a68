#include "corpus/reader.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <system_error>
#include <vector>

#include "corpus/delivery.h"
#include "corpus/html.h"
#include "corpus/input.h"
#include "corpus/jsonl.h"
#include "corpus/markdown.h"
#include "corpus/plain.h"
#include "corpus/wording.h"

namespace tarsach::corpus {
namespace {

namespace fs = std::filesystem;

using Reader = void (*)(Input&, Delivery&);

struct FileKind {
  std::string_view extension;
  Reader read;
};

constexpr auto kKinds = std::to_array<FileKind>({
    {".jsonl", read_jsonl},
    {".ndjson", read_jsonl},
    {".json", read_json},
    {".html", read_html},
    {".htm", read_html},
    {".txt", read_plain},
    {".md", read_markdown},
    {".markdown", read_markdown},
});
constexpr std::string_view kKnownKinds = ".jsonl .ndjson .json .html .htm .txt .md .markdown, each also with .gz";
constexpr int kMaxFolderDepth = 64;

/// The path without .gz and extension, and how to read such a file.
struct Recognised {
  fs::path stem;
  Reader read = nullptr;
};

Recognised recognise(const fs::path& path) {
  Recognised file{path};
  if (fold(path.extension().string()) == ".gz") file.stem.replace_extension();
  const std::string extension = fold(file.stem.extension().string());
  const auto kind = std::ranges::find(kKinds, std::string_view(extension), &FileKind::extension);
  if (kind == kKinds.end()) return file;
  file.read = kind->read;
  file.stem.replace_extension();
  return file;
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with("."); }

/// What is told of a folder's entries; each returns false to want no more.
struct Visits {
  std::function<bool(const fs::path&)> file;
  std::function<bool(const fs::path&, const std::string& reason)> skipped;
};

/// Why an entry that is neither a folder nor a file is not read.
std::string what_is(fs::file_type type) {
  switch (type) {
    case fs::file_type::not_found: return "a link that leads nowhere";
    case fs::file_type::fifo: return "expected a file, found a FIFO";
    case fs::file_type::socket: return "expected a file, found a socket";
    case fs::file_type::block:
    case fs::file_type::character: return "expected a file, found a device";
    default: return "it can not be looked at";
  }
}

bool walk(const fs::path& folder, int depth, const Visits& visits);

bool walk_entry(const fs::directory_entry& entry, int depth, const Visits& visits) {
  const fs::path& path = entry.path();
  std::error_code error;
  const fs::file_status status = entry.status(error);
  if (fs::is_directory(status)) {
    if (entry.is_symlink(error))  // could lead in a circle
      return visits.skipped(path, "a link to a folder is not followed; name the folder as a source of its own");
    if (depth < kMaxFolderDepth) return walk(path, depth + 1, visits);
    return visits.skipped(path, "folders are nested deeper than " + std::to_string(kMaxFolderDepth));
  }
  if (fs::is_regular_file(status)) return visits.file(path);
  return recognise(path).read == nullptr || visits.skipped(path, what_is(status.type()));
}

/// The files below a folder in the order of their names; false if `visits` want no more.
bool walk(const fs::path& folder, int depth, const Visits& visits) {
  std::error_code error;
  std::vector<fs::directory_entry> entries;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) entries.push_back(*it);
  if (error && !visits.skipped(folder, "the folder can not be read")) return false;
  std::ranges::sort(entries, {}, [](const fs::directory_entry& entry) { return entry.path().native(); });
  return std::ranges::all_of(entries, [&](const fs::directory_entry& entry) {
    return is_hidden(entry.path()) || walk_entry(entry, depth, visits);
  });
}

std::uint64_t file_bytes(const fs::path& path) {
  std::error_code error;
  const auto bytes = fs::file_size(path, error);
  return error ? 0 : bytes;
}

/// `within`: the folder that the file must not lead out of; empty: it was named itself.
Result<void> read_file_of(const fs::path& path, const SourceFile& file, Reader read, Delivery& delivery,
                          const fs::path& within = {}) {
  delivery.begin(file);
  TARSACH_TRY(Input input, Input::open(path.string(), within));
  read(input, delivery);
  delivery.end(path == "-" ? input.consumed() : file_bytes(path));
  return {};
}

/// Errors of files begin with their names, and problems have one of their own.
std::string without_name(const std::string& message, const std::string& name) {
  return message.starts_with(name + ": ") ? message.substr(name.size() + 2) : message;
}

Result<void> read_folder(const fs::path& folder, Delivery& delivery) {
  std::error_code error;
  const fs::path within = fs::canonical(folder, error);
  if (error) return fail(ErrorCode::kUnavailable, folder.string() + ": " + error.message());
  const auto file = [&](const fs::path& path) {
    const Recognised kind = recognise(path);
    if (kind.read == nullptr) return true;
    const SourceFile named{path.string(), kind.stem.lexically_relative(folder).generic_string()};
    if (const auto read = read_file_of(path, named, kind.read, delivery, within); !read)
      delivery.problem(0, without_name(read.error().message, path.string()));
    return !delivery.stopped();
  };
  const auto skipped = [&](const fs::path& path, const std::string& reason) {
    delivery.begin({path.string(), path.filename().string()});
    delivery.problem(0, reason);
    return !delivery.stopped();
  };
  walk(folder, 0, {file, skipped});
  return {};
}

}  // namespace

Result<void> read_source(const std::string& source, ArticleSink& sink) {
  Delivery delivery(sink);
  if (source == "-") return read_file_of("-", {"standard input", "-"}, read_jsonl, delivery);
  const fs::path path(source);
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return fail(ErrorCode::kNotFound, source + ": no such file or folder");
  if (fs::is_directory(status)) {
    if (fs::directory_iterator(path, error); error)
      return fail(ErrorCode::kUnavailable, source + ": " + error.message());
    return read_folder(path, delivery);
  }
  const Recognised kind = recognise(path);
  if (kind.read == nullptr) {
    return fail(ErrorCode::kUsage, source + ": an unknown kind of file", "expected one of " + std::string(kKnownKinds));
  }
  return read_file_of(path, {source, kind.stem.filename().string()}, kind.read, delivery);
}

std::uint64_t source_bytes(const std::string& source) {
  if (source == "-") return 0;
  std::error_code error;
  if (!fs::is_directory(source, error)) return file_bytes(source);
  std::uint64_t bytes = 0;
  const auto add = [&](const fs::path& path) {
    bytes += recognise(path).read != nullptr ? file_bytes(path) : 0;
    return true;
  };
  walk(source, 0, {add, [](const fs::path&, const std::string&) { return true; }});
  return bytes;
}

}  // namespace tarsach::corpus
