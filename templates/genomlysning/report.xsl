<?xml version="1.0" encoding="UTF-8"?>
<!-- The genomlysning: one column, chapters and headings numbered to three levels. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">
  <xsl:import href="../common/document.xsl"/>
  <xsl:variable name="classes" select="'numbered'"/>
</xsl:stylesheet>
