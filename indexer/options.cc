#include "indexer/options.h"

#include "base/version.h"
#include "indexer/manual.h"
#include "schema/manifest.h"
#include "schema/shards.h"
#include "text/analyzer.h"

namespace tarsach::indexer {
namespace {

constexpr double kMaxThreads = 64;
constexpr double kMaxGenerations = 1000;
constexpr double kMaxMemory = 1024 * 1024;  // MiB

Option index_option(Settings& settings) {
  return {"index", "DIR", "the folder of the index", &settings.index, Need::kRequired};
}

Option keep_option(Settings& settings) {
  return {"keep",
          "N",
          "older generations to keep beside the current one",
          &settings.keep,
          Need::kOptional,
          {0, kMaxGenerations}};
}

Option shards_option(Settings& settings) {
  return {"shards",
          "N",
          "databases that the articles are spread over; they are searched as one, and made in parallel",
          &settings.shards,
          Need::kOptional,
          {1, static_cast<double>(schema::kMaxShards)}};
}

/// What `build` and `update` have in common.
std::vector<Option> indexing_options(Settings& settings) {
  return {index_option(settings),
          {"vocabulary", "DIR",
           "folder with events.json and topics.json (default: the first of /etc/tarsach/vocabulary and "
           "../share/tarsach/vocabulary beside the program that exists)",
           &settings.vocabulary},
          {"strict", "", "stop at the first bad article; nothing is published then", &settings.strict},
          {"max-errors",
           "N",
           "stop after more than N bad articles (-1: no limit)",
           &settings.max_errors,
           Need::kOptional,
           {-1, 1e15}},
          {"max-loss",
           "PERCENT",
           "publish nothing when more of the current documents would vanish (100: publish whatever comes)",
           &settings.max_loss,
           Need::kOptional,
           {0, 100}},
          {"threads",
           "N",
           "threads that index (0: one for each processor)",
           &settings.threads,
           Need::kOptional,
           {0, kMaxThreads}},
          {"memory",
           "MIB",
           "mebibytes that indexing may take; less is slower (0: no bound)",
           &settings.memory,
           Need::kOptional,
           {0, kMaxMemory}},
          shards_option(settings),
          keep_option(settings)};
}

Positionals sources(Settings& settings) {
  return {"SOURCE",
          "files (.jsonl .ndjson .json .html .txt .md, each also .gz), folders, or - for JSON Lines on standard input",
          &settings.sources, 1};
}

Command build_command(Settings& settings) {
  return {.name = "build",
          .summary = "Makes a new generation of all articles in the sources and publishes it",
          .options = indexing_options(settings),
          .positionals = sources(settings)};
}

Command update_command(Settings& settings) {
  Command command = {.name = "update",
                     .summary = "The same as build of the same sources, with the work of what has changed only",
                     .options = indexing_options(settings),
                     .positionals = sources(settings)};
  command.options.push_back(
      {"dry-run", "", "print each article that is new, changed or gone, and change nothing", &settings.dry_run});
  return command;
}

/// What every command has that makes a generation: the sources for whoever gives no SOURCE, and the gate.
Command with_sources_and_gate(Command command, Settings& settings) {
  command.options.insert(
      command.options.end(),
      {{"source", "PATH", "a file or folder, as SOURCE; for the configuration file", &settings.sources},
       {"judgments", "FILE", "query id<TAB>query<TAB>document id<TAB>grade lines, to measure with before publishing",
        &settings.judgments},
       {"queries", "FILE", "id<TAB>query lines: only these of the judgments", &settings.queries},
       {"floor", "MEASURE=LEAST",
        "publish nothing when ndcg@10, mrr or recall@10 of the judged queries is lower, as in mrr=0.80",
        &settings.floors}});
  return command;
}

Command status_command(Settings& settings) {
  return {.name = "status",
          .summary = "Tells which generations there are and what is in them",
          .options = {index_option(settings),
                      {"format",
                       "FORMAT",
                       "text, json, or prometheus (for node_exporter's textfile collector)",
                       &settings.format,
                       Need::kOptional,
                       {},
                       {"text", "json", "prometheus"}}}};
}

Command verify_command(Settings& settings) {
  return {.name = "verify",
          .summary = "Reads all of a generation: versions, checksums, B-trees, a sample of articles",
          .options = {
              index_option(settings),
              {"generation", "N", "which one (0: the current one)", &settings.generation, Need::kOptional, {0, 1e15}}}};
}

Command rollback_command(Settings& settings) {
  return {
      .name = "rollback",
      .summary = "Makes an older generation the current one",
      .options = {
          index_option(settings),
          {"to", "N", "which one (0: the one before the current)", &settings.generation, Need::kOptional, {0, 1e15}}}};
}

Command gc_command(Settings& settings) {
  return {.name = "gc",
          .summary = "Removes old generations and what crashed runs have left behind",
          .options = {index_option(settings), keep_option(settings)}};
}

Option allow_older_option(Settings& settings) {
  return {"allow-older", "", "let the replica go back to an older generation", &settings.allow_older};
}

Command publish_command(Settings& settings) {
  return {.name = "publish",
          .summary = "Copies a generation to replicas, which check it and switch to it",
          .options = {
              index_option(settings),
              {"to", "TARGET",
               "a folder, user@host:path, or ssh://user@host:port/path; repeatable (ssh and rsync copy to other "
               "machines)",
               &settings.targets, Need::kRequired},
              {"generation", "N", "which one (0: the current one)", &settings.generation, Need::kOptional, {0, 1e15}},
              {"keep",
               "N",
               "older generations that a replica keeps beside the current one",
               &settings.keep,
               Need::kOptional,
               {0, kMaxGenerations}},
              allow_older_option(settings),
              {"bandwidth",
               "KIB",
               "copy at most KIB kibibytes a second (0: no bound)",
               &settings.bandwidth,
               Need::kOptional,
               {0, 1e9}},
              {"ssh-config", "FILE", "configuration for ssh instead of its own", &settings.ssh_config}}};
}

Command accept_command(Settings& settings) {
  return {.name = "accept",
          .summary = "On a replica: checks a generation that was copied to incoming/, and switches to it",
          .options = {index_option(settings),
                      {"generation",
                       "N",
                       "which one (0: the newest that came in)",
                       &settings.generation,
                       Need::kOptional,
                       {0, 1e15}},
                      keep_option(settings),
                      allow_older_option(settings),
                      {"session", "", "talk with publish over standard input and output", &settings.session}}};
}

}  // namespace

Program program(Settings& settings) {
  return {.name = "tarsach-indexer",
          .summary = "Makes a searchable index of articles, and looks after it.",
          .version = program_version(),
          .commands = {with_sources_and_gate(build_command(settings), settings),
                       with_sources_and_gate(update_command(settings), settings), status_command(settings),
                       verify_command(settings), rollback_command(settings), gc_command(settings),
                       publish_command(settings), accept_command(settings)},
          .manual = manual()};
}

std::string program_version() {
  return version_text("tarsach-indexer", schema::kSchemaVersion, text::kAnalysisVersion);
}

}  // namespace tarsach::indexer
