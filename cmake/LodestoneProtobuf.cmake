# Protobuf: Debian's package ships no CMake config, so CONFIG first and the module as fallback.
find_package(Protobuf CONFIG QUIET)
if(NOT Protobuf_FOUND)
  find_package(Protobuf MODULE REQUIRED)
endif()
