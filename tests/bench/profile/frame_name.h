// A function's name as a person reads it, from the name that `perf script` tells.
//
//   readable_name("tarsach::text::(anonymous namespace)::fold<char>@@V_1")    "text::fold"
//   readable_name("std::vector<int, std::allocator<int> >::push_back")        "std::vector::push_back"
#pragma once

#include <string>
#include <string_view>

namespace profile {

/// Where the template arguments end that begin at `open`, one past the last '>'; open + 1 if this is an operator's
/// name.
inline std::size_t end_of_arguments(std::string_view name, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < name.size(); ++at) {
    if (name[at] == '<') ++depth;
    if (name[at] == '>' && name[at - 1] != '-' && --depth == 0) return at + 1;
  }
  return open + 1;
}

/// operator<, operator<<, operator<=>, operator->: not arguments of a template.
inline bool is_operator(std::string_view before) {
  while (before.ends_with('<') || before.ends_with('-')) before.remove_suffix(1);
  return before.ends_with("operator");
}

inline std::string without_templates(std::string_view name) {
  std::string made;
  for (std::size_t at = 0; at < name.size();) {
    if (name[at] == '<' && !is_operator(name.substr(0, at)))
      at = end_of_arguments(name, at);
    else
      made += name[at++];
  }
  return made;
}

inline void remove_all(std::string& name, std::string_view part) {
  for (std::size_t at = 0; (at = name.find(part, at)) != std::string::npos;) name.erase(at, part.size());
}

inline std::string readable_name(std::string_view symbol) {
  std::string name = without_templates(symbol);
  for (const char* noise :
       {"(anonymous namespace)::", "tarsach::", "__cxx11::", "json_abi_v3_11_2::", "_V2::", "[abi:cxx11]"})
    remove_all(name, noise);
  name = name.substr(0, name.find("@@"));
  if (const auto lambda = name.find("{lambda"); lambda != std::string::npos) name = name.substr(0, lambda) + "lambda";
  if (const auto arguments = name.find('(', name.starts_with('(') ? 1 : 0);
      arguments != std::string::npos && !name.substr(0, arguments).ends_with("operator"))
    name.resize(arguments);
  for (const char* clone : {".cold", ".part.", ".isra.", ".constprop.", "[clone"})
    name = name.substr(0, name.find(clone));
  while (name.ends_with(' ')) name.pop_back();
  return name;
}

}  // namespace profile
