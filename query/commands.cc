#include "query/commands.h"

#include <algorithm>
#include <array>
#include <istream>
#include <ostream>
#include <sstream>
#include <utility>

#include "base/data_file.h"
#include "query/analysis.h"
#include "query/batch.h"
#include "query/engine.h"
#include "query/evaluate.h"
#include "query/json.h"
#include "query/judgments.h"
#include "query/options.h"
#include "query/output.h"
#include "query/pager.h"
#include "text/dictionary.h"

namespace tarsach::query {
namespace {

/// The format that was asked for, or the command's own. parse() has refused unknown ones.
Format chosen_format(const Settings& settings, Format otherwise) {
  return settings.format.empty() ? otherwise : format_of(settings.format).value_or(otherwise);
}

Result<std::vector<std::string>> chosen_fields(const Settings& settings, Format format) {
  std::vector<std::string> fields = split_at_commas(settings.fields);
  TARSACH_CHECK(check_hit_members(fields));
  const bool shows_fields = format == Format::kJson || format == Format::kJsonLines || format == Format::kTsv;
  if (!fields.empty() && !shows_fields)
    return fail(ErrorCode::kUsage, "--fields has no meaning here", "add --format json, jsonl or tsv");
  return fields;
}

Result<void> check_groups(const Settings& settings, Format format) {
  if (settings.group.empty() || format == Format::kText || format == Format::kJson) return {};
  const std::string name = settings.format.empty() ? "trec" : settings.format;
  return fail(ErrorCode::kUsage, "--format " + name + " can not hold groups", "use --format text or json");
}

Outcome found(std::uint64_t total) { return total > 0 ? Outcome::kFound : Outcome::kNothing; }

/// Tells of an index that has nothing to find, and of ids that the vocabulary does not have when nothing was found:
/// most likely they are mistyped.
void tell_unknown_values(const Request& request, const Engine& engine, const Console& console) {
  if (engine.state().documents == 0)
    console.err << "note: the index has no articles yet; tarsach-indexer build puts some into it\n";
  const auto vocabulary = engine.vocabulary();
  std::vector<std::string> events, topics;
  for (const auto& event : vocabulary->events) events.push_back(event.id);
  for (const auto& topic : vocabulary->topics) topics.push_back(topic.id);
  for (const Filter& filter : request.filters) {
    const auto* known = filter.field == schema::Field::kEvent   ? &events
                        : filter.field == schema::Field::kTopic ? &topics
                                                                : nullptr;
    if (known == nullptr) continue;
    for (const std::string& value : filter.values) {
      if (std::find(known->begin(), known->end(), value) != known->end()) continue;
      console.err << "note: no " << schema::row(filter.field).name << " is listed as '" << printable(value) << "'";
      if (const std::string nearest = nearest_name(value, *known); !nearest.empty())
        console.err << "; did you mean '" << nearest << "'?";
      console.err << '\n';
    }
  }
}

Result<std::unique_ptr<Engine>> open_engine(const Settings& settings) {
  return Engine::open(settings.index, static_cast<std::uint64_t>(settings.generation));
}

Result<Outcome> search_batch(const Settings& settings, const Console& console) {
  if (!settings.arguments.empty())
    return fail(ErrorCode::kUsage, "both a query and --batch were given", "leave one of them out");
  TARSACH_TRY(Batch batch, make_batch(settings));
  const Format format = chosen_format(settings, Format::kTrec);
  TARSACH_TRY(batch.fields, chosen_fields(settings, format));
  if (format != Format::kTrec && format != Format::kJson)
    return fail(ErrorCode::kUsage, "--format " + settings.format + " can not hold the answers of a batch",
                "use --format trec or json (a line for each query)");
  TARSACH_CHECK(check_groups(settings, format));
  batch.format = format;
  TARSACH_TRY(const std::string text, read_input(settings.batch, console.in));
  TARSACH_TRY(batch.queries, parse_queries(text, batch.file));
  TARSACH_TRY(const auto engine, open_engine(settings));
  return run_batch(*engine, batch, console);
}

Result<Outcome> search(const Settings& settings, const Console& console) {
  if (!settings.batch.empty()) return search_batch(settings, console);
  const Format format = chosen_format(settings, Format::kText);
  TARSACH_TRY(Request request, request_of(settings));
  TARSACH_TRY(const auto fields, chosen_fields(settings, format));
  TARSACH_CHECK(check_groups(settings, format));
  if (format != Format::kText && format != Format::kJson) request.facets.clear();
  if (format == Format::kTrec || format == Format::kIds) request.highlight = false;
  TARSACH_TRY(const auto engine, open_engine(settings));
  TARSACH_TRY(const Response response, search_deep(*engine, request, deadline_in(settings.deadline)));
  print(format, Answer{request, response, {}, fields}, console);
  if (response.total == 0) tell_unknown_values(request, *engine, console);
  return found(response.total);
}

Result<Outcome> count(const Settings& settings, const Console& console) {
  TARSACH_TRY(const Request request, request_of(settings));
  TARSACH_TRY(const auto engine, open_engine(settings));
  TARSACH_TRY(const std::uint64_t total, engine->count(request, deadline_in(settings.deadline)));
  console.out << total << '\n';
  if (total == 0) tell_unknown_values(request, *engine, console);
  return found(total);
}

Result<std::vector<schema::Field>> chosen_facets(const Settings& settings) {
  std::vector<schema::Field> facets;
  std::vector<std::string> names;
  for (const schema::FieldRow& row : schema::kFields)
    if (row.facet) names.emplace_back(row.name);
  const auto wanted = settings.facet_fields.empty() ? names : split_at_commas(settings.facet_fields);
  for (const std::string& name : wanted) {
    const auto* row = std::find_if(schema::kFields.begin(), schema::kFields.end(),
                                   [&](const schema::FieldRow& each) { return each.facet && each.name == name; });
    if (row == schema::kFields.end())
      return fail(ErrorCode::kUsage, "'" + name + "' is not a facet", "facets are event, year and topic");
    facets.push_back(row->field);
  }
  return facets;
}

Table facet_table(const std::vector<Facet>& facets) {
  Table table{{{"field"}, {"value"}, {"label"}, {"count", Align::kRight}}, {}};
  for (const Facet& facet : facets)
    for (const FacetCount& count : facet.counts)
      table.rows.push_back({std::string(schema::row(facet.field).name), count.value,
                            shown_label(count.label, count.value), std::to_string(count.count)});
  return table;
}

void print_facets(const std::vector<Facet>& facets, const Settings& settings, const Console& console) {
  if (settings.format == "json") {
    for (const Facet& facet : facets) console.out << to_json(facet) << '\n';
    return;
  }
  const Table table = facet_table(facets);
  console.out << (settings.format == "tsv" ? tab_separated(table) : aligned(table));
}

Result<Outcome> facets(const Settings& settings, const Console& console) {
  TARSACH_TRY(const Request request, request_of(settings));
  TARSACH_TRY(const auto fields, chosen_facets(settings));
  TARSACH_TRY(const auto engine, open_engine(settings));
  std::vector<Facet> counted;
  std::uint64_t values = 0;
  for (const schema::Field field : fields) {
    TARSACH_TRY(Facet facet, engine->facet(request, field, settings.facet_query, deadline_in(settings.deadline)));
    values += facet.counts.size();
    counted.push_back(std::move(facet));
  }
  print_facets(counted, settings, console);
  return found(values);
}

Result<Outcome> show(const Settings& settings, const Console& console) {
  TARSACH_TRY(const auto engine, open_engine(settings));
  TARSACH_TRY(const Hit document, engine->document(settings.arguments.front()));
  if (settings.format == "json")
    console.out << to_json(document) << '\n';
  else
    print_document(document, console);
  return Outcome::kFound;
}

Result<Outcome> similar(const Settings& settings, const Console& console) {
  const SimilarRequest request{settings.arguments.front(), static_cast<std::size_t>(settings.limit)};
  TARSACH_TRY(const auto engine, open_engine(settings));
  TARSACH_TRY(const Similar similar, engine->similar(request, deadline_in(settings.deadline)));
  if (settings.format == "json")
    console.out << to_json(request, similar) << '\n';
  else
    print_similar(similar, console);
  return found(similar.same_language.size() + similar.other_language.size());
}

Result<Outcome> event(const Settings& settings, const Console& console) {
  const EventRequest request{settings.arguments.front(), static_cast<std::size_t>(settings.limit)};
  TARSACH_TRY(const auto engine, open_engine(settings));
  TARSACH_TRY(const EventAnswer answer, engine->event(request, deadline_in(settings.deadline)));
  if (settings.format == "json")
    console.out << to_json(answer) << '\n';
  else
    print_event(answer, console);
  return Outcome::kFound;
}

Result<Outcome> suggest(const Settings& settings, const Console& console) {
  TARSACH_TRY(const Request words, request_of(settings));
  const SuggestRequest request{words.query, words.limit};
  TARSACH_TRY(const auto engine, open_engine(settings));
  TARSACH_TRY(const auto suggestions, engine->suggest(request, deadline_in(settings.deadline)));
  if (settings.format == "json") {
    console.out << to_json(request, suggestions) << '\n';
    return found(suggestions.size());
  }
  Table table{{{"kind"}, {"suggestion"}, {"id"}}, {}};
  for (const Suggestion& suggestion : suggestions)
    table.rows.push_back({std::string(name_of(suggestion.kind)), printable(suggestion.text), printable(suggestion.id)});
  if (!suggestions.empty()) console.out << aligned(table);
  return found(suggestions.size());
}

Result<Outcome> explain(const Settings& settings, const Console& console) {
  TARSACH_TRY(const Request request, request_of(settings));
  TARSACH_TRY(const auto engine, open_engine(settings));
  TARSACH_TRY(const Explanation explanation, engine->explain(request, deadline_in(settings.deadline)));
  if (settings.format == "json")
    console.out << to_json(explanation) << '\n';
  else
    console.out << printable(to_text(explanation), Lines::kMany);
  return Outcome::kFound;
}

/// The installed one. Without it the rules decide, which is worth a line but no failure.
std::shared_ptr<const text::Dictionary> installed_dictionary(const Console& console) {
  auto dictionary = find_data_file(text::kDictionaryName).and_then(text::Dictionary::open);
  if (dictionary) return std::move(*dictionary);
  console.err << "by rules alone: " << printable(dictionary.error().message, Lines::kOne) << '\n';
  return nullptr;
}

Result<Outcome> analyze(const Settings& settings, const Console& console) {
  if (settings.stems && !settings.arguments.empty())
    return fail(ErrorCode::kUsage, "--stems reads its words from standard input", "one word a line");
  auto dictionary = settings.rules_only ? nullptr : installed_dictionary(console);
  if (settings.stems) {
    write_stems(console.in, console.out, text::Analyzer(std::move(dictionary)));
    return Outcome::kFound;
  }
  std::string text;
  for (const std::string& argument : settings.arguments) text.append(text.empty() ? "" : " ").append(argument);
  if (settings.arguments.empty()) {
    TARSACH_TRY(text, read_input("-", console.in));
  }
  const Table table = word_table(text, text::Analyzer(std::move(dictionary)));
  console.out << (settings.format == "tsv" ? tab_separated(table) : aligned(table));
  return found(table.rows.size());
}

struct CommandRow {
  std::string_view name;
  Result<Outcome> (*run)(const Settings& settings, const Console& console);
};

constexpr std::array kCommands = {CommandRow{"search", search},   CommandRow{"count", count},
                                  CommandRow{"facets", facets},   CommandRow{"suggest", suggest},
                                  CommandRow{"show", show},       CommandRow{"similar", similar},
                                  CommandRow{"event", event},     CommandRow{"explain", explain},
                                  CommandRow{"analyze", analyze}, CommandRow{"evaluate", evaluate}};

/// May the output be held until it is whole? Not while somebody waits for the answer to each line.
bool is_held(const Settings& settings, const Screen& screen) {
  return screen.height > 0 && !settings.no_pager && settings.batch.empty() && !settings.stems;
}

void print_held(const std::string& text, const Settings& settings, const Console& console) {
  const std::string pager = pager_command(settings.pager);
  const bool is_long = rows_of(text, console.screen) >= console.screen.height;
  if (pager.empty() || !is_long || page(text, pager) == Paged::kNo) console.out << text;
}

Result<Outcome> run_row(const CommandRow& row, const Settings& settings, const Console& console) {
  if (!is_held(settings, console.screen)) return row.run(settings, console);
  std::ostringstream held;
  auto outcome = row.run(settings, Console{console.in, held, console.err, console.screen});
  print_held(held.str(), settings, console);
  return outcome;
}

/// Whoever gave no index may have one elsewhere.
Error advised(Error error, const Settings& settings) {
  if (error.code == ErrorCode::kUnavailable && settings.index == Settings{}.index)
    error.hint += (error.hint.empty() ? "" : "; or ") + std::string("name another one: --index DIR, or TARSACH_INDEX");
  return error;
}

/// The exit status.
Result<int> run_command(int argc, const char* const* argv, const Console& console) {
  Settings settings;
  TARSACH_TRY(const Parsed parsed, parse_options(argc, argv, settings));
  if (parsed.done) {
    (parsed.status == 0 ? console.out : console.err) << parsed.output;
    return parsed.status;
  }
  for (const CommandRow& row : kCommands)
    if (row.name == parsed.command) {
      const auto outcome = run_row(row, settings, console);
      if (!outcome) return tl::unexpected(advised(outcome.error(), settings));
      return *outcome == Outcome::kFound ? 0 : 1;
    }
  return fail(ErrorCode::kUsage, "no command was given", "see tarsach --help");
}

}  // namespace

int run_program(int argc, const char* const* argv, const Console& console) {
  const Result<int> status = run_command(argc, argv, console);
  console.out.flush();
  if (status) return *status;
  console.err << printable(describe(status.error()), Lines::kMany) << '\n';
  return exit_status(status.error().code);
}

}  // namespace tarsach::query
