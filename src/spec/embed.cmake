# Write the bytes of IN as a C array called NAME to OUT: cmake -DIN=… -DOUT=… -DNAME=… -P embed.cmake
file(READ ${IN} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${OUT} "#include \"spec/load.h\"
const unsigned char ${NAME}[] = {${bytes}0};
const unsigned long ${NAME}_size = sizeof ${NAME} - 1;
")
