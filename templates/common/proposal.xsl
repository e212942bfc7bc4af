<?xml version="1.0" encoding="UTF-8"?>
<!-- What a summary and a decision are made of: key figures in boxes, and a proposal in clauses that begin with "att". -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">

  <xsl:template match="proposal">
    <div class="{normalize-space(concat('proposal ', @class))}">
      <xsl:copy-of select="@id | @lang"/>
      <p class="proposer"><xsl:apply-templates select="." mode="proposer"/><xsl:call-template name="marks"/></p>
      <ol>
        <xsl:attribute name="class">
          <xsl:choose>
            <xsl:when test="@numbering = 'bokstäver'">clauses lettered</xsl:when>
            <xsl:otherwise>clauses</xsl:otherwise>
          </xsl:choose>
        </xsl:attribute>
        <xsl:apply-templates select="clause"/>
      </ol>
    </div>
  </xsl:template>

  <!-- A proposal until the document is adopted, then the decision. -->
  <xsl:template match="proposal" mode="proposer">
    <xsl:choose>
      <xsl:when test="/report/@status = 'antagen'">
        <xsl:call-template name="capital"><xsl:with-param name="text" select="normalize-space(@to)"/></xsl:call-template>
        <xsl:text> har beslutat</xsl:text>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="concat(normalize-space(@by), ' föreslår ', normalize-space(@to), ' besluta')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="proposal[not(@to)]" mode="proposer">
    <xsl:value-of select="normalize-space(@by)"/>
    <xsl:choose>
      <xsl:when test="/report/@status = 'antagen'"> har beslutat</xsl:when>
      <xsl:otherwise> beslutar</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="proposal/clause">
    <li>
      <xsl:copy-of select="@id"/>
      <xsl:text>att </xsl:text>
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </li>
  </xsl:template>

  <xsl:template name="capital">
    <xsl:param name="text"/>
    <xsl:value-of select="concat(translate(substring($text, 1, 1), 'abcdefghijklmnopqrstuvwxyzåäö', 'ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ'), substring($text, 2))"/>
  </xsl:template>

  <!-- Key figures: each a box, the figure first and large. Three in a row unless the class says how many; what is
       left when the last row would have one or two stands in rows of two. -->
  <xsl:template match="highlights">
    <xsl:variable name="count" select="count(highlight)"/>
    <xsl:variable name="said" select="contains(concat(' ', @class, ' '), ' two ') or contains(concat(' ', @class, ' '), ' four ')"/>
    <xsl:variable name="threes">
      <xsl:choose>
        <xsl:when test="$said or $count = 1 or $count mod 3 = 0"><xsl:value-of select="$count"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$count - 2 * (3 - $count mod 3)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:if test="$threes &gt; 0">
      <div class="{normalize-space(concat('highlights ', substring('before ', 1, 7 * ($threes != $count)), @class))}">
        <xsl:copy-of select="@id | @lang"/>
        <xsl:apply-templates select="highlight[position() &lt;= $threes]"/>
      </div>
    </xsl:if>
    <xsl:if test="$threes != $count">
      <div class="{normalize-space(concat('highlights two ', @class))}">
        <xsl:copy-of select="@lang"/>
        <xsl:if test="$threes = 0"><xsl:copy-of select="@id"/></xsl:if>
        <xsl:apply-templates select="highlight[position() &gt; $threes]"/>
      </div>
    </xsl:if>
  </xsl:template>
  <xsl:template match="highlight">
    <div class="{normalize-space(concat('highlight ', @class))}">
      <xsl:copy-of select="@id | @lang"/>
      <p class="figure"><xsl:apply-templates select="node()[not(self::p)]"/></p>
      <xsl:apply-templates select="p"/>
      <xsl:call-template name="marks"/>
    </div>
  </xsl:template>

</xsl:stylesheet>
