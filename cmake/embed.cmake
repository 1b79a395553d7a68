# The files of a folder as strings in the program: page_file("page.css") in searchd/page_files.h.
#
#   tarsach_embed(searchd page)      every file of searchd/page
#
# Of a script and a stylesheet, comments and spaces that only please who reads the source stay behind. So a script has no
# string with " //" in it or over several lines, and a stylesheet none with a space beside one of {};:,>.

function(tarsach_embed room folder)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${room}/${folder}/*)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  set(rows "")
  foreach(path ${files})
    file(READ ${path} content)
    get_filename_component(name ${path} NAME)
    if(name MATCHES "\\.js$")
      string(REGEX REPLACE "(^|[ \n])//[^\n]*" "" content "${content}")
      string(REGEX REPLACE "[ \n]*\n[ \n]*" "\n" content "${content}")
    endif()
    if(name MATCHES "\\.css$")
      string(REGEX REPLACE "/\\*[^*]*\\*/" "" content "${content}")
      string(REGEX REPLACE "[ \n]*([{},;>]|\n)[ \n]*" "\\1" content "${content}")
      string(REGEX REPLACE "([:]) +" "\\1" content "${content}")
      string(REPLACE ";}" "}" content "${content}")
    endif()
    string(APPEND rows "    {\"${name}\", R\"embedded(${content})embedded\"},\n")
  endforeach()
  list(LENGTH files count)
  set(source ${CMAKE_BINARY_DIR}/generated/${room}_${folder}_files.cc)
  file(GENERATE OUTPUT ${source} CONTENT "#include \"${room}/${folder}_files.h\"

#include <array>
#include <utility>

namespace tarsach::${room} {

std::string_view ${folder}_file(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, ${count}> kFiles = {{
${rows}  }};
  for (const auto& [file, content] : kFiles)
    if (file == name) return content;
  return {};
}

}  // namespace tarsach::${room}
")
  target_sources(tarsach_${room} PRIVATE ${source})
endfunction()
