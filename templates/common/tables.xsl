<?xml version="1.0" encoding="UTF-8"?>
<!-- Tables of every kind: caption, head, rows by role, figures with their exact value, kinds of missing, notes. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">

  <!-- Tables that have a caption, and a number in it: all but the table of a chart's figures. -->
  <xsl:key name="captioned" match="table[row or tbody or tr][not(parent::chart)][caption[node()] or @unit or (@kind = 'indicators' and ancestor::goal)]"
           use="generate-id()"/>

  <xsl:template match="table">
    <table>
      <!-- What stands in small print right below belongs to the table: less space between them. -->
      <xsl:attribute name="class">
        <xsl:value-of select="@kind"/>
        <xsl:if test="note or following-sibling::*[1][self::sources]"> noted</xsl:if>
        <xsl:if test="key('captioned', generate-id())"> captioned</xsl:if>
        <!-- A table of key figures as its source has it, not some of them chosen by the text. -->
        <xsl:if test="@kind = 'metrics' and @of"> whole</xsl:if>
        <!-- Actions that are described at length. -->
        <xsl:if test="@kind = 'actions' and (column/@key = 'what' or column/@key = 'now')"> long</xsl:if>
      </xsl:attribute>
      <xsl:copy-of select="@id"/>
      <xsl:if test="key('captioned', generate-id())">
        <xsl:apply-templates select="." mode="caption"/>
      </xsl:if>
      <xsl:if test="column">
        <thead>
          <tr><xsl:apply-templates select="column"/></tr>
        </thead>
      </xsl:if>
      <tbody><xsl:apply-templates select="row"/></tbody>
    </table>
    <xsl:call-template name="notes"/>
  </xsl:template>

  <!-- A draft may ask for what is not there: it is told of, and leaves no empty table. -->
  <xsl:template match="table[not(row or tbody or tr)] | chart[not(table/row)]"/>

  <!-- A table of the author's own words. -->
  <xsl:template match="table[tbody or tr]" priority="1">
    <table class="words">
      <xsl:if test="key('captioned', generate-id())">
        <xsl:attribute name="class">words captioned</xsl:attribute>
      </xsl:if>
      <xsl:attribute name="id"><xsl:apply-templates select="." mode="id"/></xsl:attribute>
      <xsl:copy-of select="@lang"/>
      <xsl:if test="key('captioned', generate-id())">
        <xsl:apply-templates select="." mode="caption"/>
      </xsl:if>
      <xsl:if test="thead">
        <thead><xsl:apply-templates select="thead/tr"/></thead>
      </xsl:if>
      <xsl:for-each select="tbody">
        <tbody><xsl:apply-templates select="tr"/></tbody>
      </xsl:for-each>
      <xsl:if test="tr">
        <tbody><xsl:apply-templates select="tr"/></tbody>
      </xsl:if>
    </table>
  </xsl:template>

  <!-- A row with nothing but a heading heads those below it; a heading over several rows heads just them. -->
  <xsl:template match="tr">
    <tr>
      <xsl:if test="not(parent::thead) and count(*) = 1 and th/@colspan">
        <xsl:attribute name="class">group</xsl:attribute>
      </xsl:if>
      <xsl:apply-templates select="th | td"/>
    </tr>
  </xsl:template>

  <xsl:template match="th">
    <th>
      <xsl:attribute name="scope">
        <xsl:choose>
          <xsl:when test="ancestor::thead and @colspan &gt; 1">colgroup</xsl:when>
          <xsl:when test="ancestor::thead">col</xsl:when>
          <xsl:when test="@colspan &gt; 1 and count(../*) = 1">rowgroup</xsl:when>
          <xsl:otherwise>row</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:call-template name="own-cell"/>
    </th>
  </xsl:template>

  <!-- Above a column of figures, in the last row of headings. -->
  <xsl:template match="thead/tr[not(following-sibling::tr) and not(th/@colspan)]/th[not(@rowspan)]" priority="1">
    <xsl:variable name="first" select="../../../tbody[1]/tr[1] | ../../../tr[1]"/>
    <xsl:variable name="number" select="count($first/*) - count(../*) + count(preceding-sibling::*) + 1"/>
    <xsl:variable name="figure">
      <xsl:if test="not($first/*/@colspan)"><xsl:apply-templates select="$first/*[$number]" mode="is-figure"/></xsl:if>
    </xsl:variable>
    <th scope="col">
      <xsl:if test="$figure = 'num'"><xsl:attribute name="class">num</xsl:attribute></xsl:if>
      <xsl:call-template name="own-cell"/>
    </th>
  </xsl:template>

  <!-- A heading that says nothing heads nothing. -->
  <xsl:template match="thead/tr/th[not(node())]" priority="2">
    <td><xsl:call-template name="own-cell"/></td>
  </xsl:template>

  <xsl:template match="td">
    <td>
      <xsl:variable name="figure"><xsl:apply-templates select="." mode="is-figure"/></xsl:variable>
      <xsl:attribute name="class">
        <xsl:choose>
          <xsl:when test="$figure = 'num'">num</xsl:when>
          <xsl:otherwise>text</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:call-template name="own-cell"/>
    </td>
  </xsl:template>

  <!-- A figure as Swedish prints it: its groups stay together, and its sign is one. -->
  <xsl:template match="td/text()[not(../*)]">
    <xsl:variable name="figure"><xsl:apply-templates select=".." mode="is-figure"/></xsl:variable>
    <xsl:variable name="text" select="translate(normalize-space(), ' ', '&#160;')"/>
    <xsl:choose>
      <xsl:when test="$figure = 'num' and starts-with($text, '-') and $text != '-'">
        <xsl:value-of select="concat('&#8722;', substring($text, 2))"/>
      </xsl:when>
      <xsl:when test="$figure = 'num'"><xsl:value-of select="$text"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- "num" for a cell with a figure alone, with its sign, decimals and percent, or the dash for none. -->
  <xsl:template match="th | td" mode="is-figure">
    <xsl:variable name="text" select="translate(normalize-space(), '&#160;&#8239; ', '')"/>
    <xsl:variable name="rest" select="translate(substring($text, 2), '0123456789,%', '')"/>
    <xsl:if test="self::td and $text != '' and not(p or ul or ol) and $rest = '' and translate(substring($text, 1, 1), '0123456789-+&#8722;&#8211;', '') = ''">num</xsl:if>
  </xsl:template>

  <xsl:template name="own-cell">
    <xsl:copy-of select="@id | @lang"/>
    <xsl:if test="@colspan &gt; 1"><xsl:copy-of select="@colspan"/></xsl:if>
    <xsl:if test="@rowspan &gt; 1"><xsl:copy-of select="@rowspan"/></xsl:if>
    <xsl:apply-templates/>
    <xsl:call-template name="marks"/>
  </xsl:template>

  <xsl:template match="table" mode="caption">
    <caption>
      <xsl:apply-templates select="caption/node()"/>
      <xsl:call-template name="unit"/>
      <xsl:call-template name="marks"/>
    </caption>
  </xsl:template>

  <!-- Right below a heading of the same words, the caption says only what the heading does not. -->
  <xsl:template match="table[@unit and normalize-space(caption) = concat(normalize-space(preceding-sibling::*[1][self::h1 or self::h2 or self::h3 or self::h4]), ', ', @unit)]"
                mode="caption">
    <caption>
      <xsl:choose>
        <xsl:when test="substring(@unit, string-length(@unit) - 1) = 'kr'">Belopp i </xsl:when>
        <xsl:otherwise>Enhet: </xsl:otherwise>
      </xsl:choose>
      <span class="unit"><xsl:value-of select="@unit"/></span>
      <xsl:for-each select="caption"><xsl:call-template name="marks"/></xsl:for-each>
      <xsl:call-template name="marks"/>
    </caption>
  </xsl:template>

  <!-- The unit of all figures of the table, unless its caption says it. -->
  <xsl:template name="unit">
    <xsl:if test="@unit and not(contains(concat(' ', normalize-space(caption), ' '), concat(' ', @unit, ' ')))">
      <xsl:text>, </xsl:text>
      <span class="unit"><xsl:value-of select="@unit"/></span>
    </xsl:if>
  </xsl:template>

  <xsl:template match="column">
    <th scope="col" class="{normalize-space(concat(@type, ' ', @key))}"><xsl:apply-templates/></th>
  </xsl:template>
  <!-- A column of row headings that says nothing of itself heads nothing. -->
  <xsl:template match="column[not(node())]"><td class="{@type}"/></xsl:template>
  <xsl:template match="column[@type = 'figure']">
    <th scope="col" class="{normalize-space(concat('num ', @key))}">
      <xsl:if test="@steps"><xsl:attribute name="data-steps"><xsl:value-of select="@steps"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </th>
  </xsl:template>

  <!-- A cell asks its table's columns through these: among the table's children they stand with all rows. -->
  <xsl:key name="column" match="table/column" use="generate-id(..)"/>
  <xsl:key name="status" match="table/column[@key = 'status']" use="generate-id(..)"/>

  <xsl:template match="row">
    <tr class="{@role}">
      <xsl:copy-of select="@id"/>
      <xsl:apply-templates select="." mode="anchor"/>
      <xsl:if test="@better"><xsl:attribute name="data-better"><xsl:value-of select="@better"/></xsl:attribute></xsl:if>
      <xsl:if test="@verdict"><xsl:attribute name="data-verdict"><xsl:value-of select="@verdict"/></xsl:attribute></xsl:if>
      <xsl:apply-templates select="cell"/>
    </tr>
  </xsl:template>

  <xsl:template match="cell">
    <td class="text">
      <xsl:call-template name="span"/>
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </td>
  </xsl:template>

  <xsl:template match="cell[@type = 'label']">
    <th scope="row">
      <xsl:call-template name="span"/>
      <xsl:if test="@short"><xsl:attribute name="abbr"><xsl:value-of select="@short"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </th>
  </xsl:template>

  <!-- A heading over rows: its one cell spans the table. -->
  <xsl:template match="row[@role = 'group']/cell[@type = 'label']">
    <th scope="rowgroup" colspan="{count(key('column', generate-id(../..)))}">
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </th>
  </xsl:template>

  <!-- An amount among words: no column of figures. -->
  <xsl:template match="table[@kind = 'actions']/row/cell[@exact]" priority="1">
    <td class="amount" data-value="{@exact}">
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </td>
  </xsl:template>

  <!-- How far an action has come: a word or two. -->
  <xsl:template match="table[@kind = 'actions']/row/cell[../../@kind = 'actions' and key('status', generate-id(../..)) and count(preceding-sibling::cell) = count(key('status', generate-id(../..))/preceding-sibling::column)]">
    <td class="text status">
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </td>
  </xsl:template>

  <!-- How a row runs over the years: a line in its cell. -->
  <xsl:template match="cell[@type = 'trend']">
    <td class="trend">
      <xsl:if test="point">
        <figure class="sparkline" data-chart="sparkline">
          <xsl:attribute name="data-points">
            <xsl:for-each select="point">
              <xsl:if test="position() &gt; 1">;</xsl:if>
              <xsl:value-of select="@year"/>
              <xsl:if test="@exact"><xsl:value-of select="concat(' ', @exact, ' ', .)"/></xsl:if>
              <xsl:if test="@ahead"> p</xsl:if>
            </xsl:for-each>
          </xsl:attribute>
        </figure>
      </xsl:if>
    </td>
  </xsl:template>

  <xsl:template match="cell[@type = 'figure' or @exact or @missing]">
    <td class="num">
      <xsl:call-template name="span"/>
      <xsl:if test="@exact and not(part)">
        <xsl:attribute name="data-value"><xsl:value-of select="@exact"/></xsl:attribute>
      </xsl:if>
      <xsl:apply-templates select="." mode="figure"/>
      <xsl:if test="@mark"><xsl:call-template name="note-mark"/></xsl:if>
      <xsl:call-template name="marks"/>
    </td>
  </xsl:template>

  <!-- Several dated or lettered values: one line each. -->
  <xsl:template match="cell[part and not(@type = 'label')]" priority="1">
    <td>
      <!-- Lettered values stand level with the letters that end the row's label. -->
      <xsl:attribute name="class">
        <xsl:text>num parts</xsl:text>
        <xsl:if test="part/@letter"> lettered</xsl:if>
      </xsl:attribute>
      <xsl:call-template name="span"/>
      <xsl:apply-templates select="part"/>
    </td>
  </xsl:template>

  <xsl:template match="part">
    <div class="part">
      <xsl:if test="@exact">
        <xsl:attribute name="data-value"><xsl:value-of select="@exact"/></xsl:attribute>
      </xsl:if>
      <xsl:apply-templates select="." mode="figure"/>
      <!-- A mark on a line of its own would push the letters out of level. -->
      <xsl:if test="not(following-sibling::part)">
        <xsl:for-each select="..">
          <xsl:call-template name="marks"/>
        </xsl:for-each>
      </xsl:if>
    </div>
  </xsl:template>

  <xsl:template match="cell | part" mode="figure"><xsl:apply-templates/></xsl:template>
  <xsl:template match="cell[@missing] | part[@missing]" mode="figure">
    <xsl:if test="normalize-space() != ''">
      <abbr class="missing">
        <xsl:attribute name="title"><xsl:apply-templates select="@missing" mode="spoken"/></xsl:attribute>
        <xsl:apply-templates/>
      </abbr>
    </xsl:if>
  </xsl:template>

  <!-- How a kind of missing is read aloud. -->
  <xsl:template match="@missing" mode="spoken">
    <xsl:choose>
      <xsl:when test=". = 'not-reported'">uppgift saknas</xsl:when>
      <xsl:when test=". = 'not-applicable'">inte tillämpligt</xsl:when>
      <xsl:when test=". = 'confidential'">sekretess</xsl:when>
      <xsl:when test=". = 'no-data'">ingen uppgift</xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="span">
    <xsl:if test="@span &gt; 1">
      <xsl:attribute name="colspan"><xsl:value-of select="@span"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- A figure's note: its mark leads there, and the note's own mark leads back to the first figure that has it. -->
  <xsl:key name="marked" match="cell[@mark and @first]" use="concat(generate-id(../..), ' ', @mark)"/>

  <xsl:key name="table-note" match="table/note[@mark]" use="concat(generate-id(..), ' ', @mark)"/>

  <xsl:template name="note-mark">
    <xsl:variable name="note" select="key('table-note', concat(generate-id(../..), ' ', @mark))[1]"/>
    <xsl:if test="$note">
      <xsl:variable name="id"><xsl:apply-templates select="$note" mode="id"/></xsl:variable>
      <a class="table-call" role="doc-noteref" href="#not-{$id}">
        <xsl:if test="@first">
          <xsl:attribute name="id"><xsl:value-of select="concat('till-', $id)"/></xsl:attribute>
        </xsl:if>
        <xsl:value-of select="@mark"/>
      </a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="table/note" mode="id">
    <xsl:choose>
      <xsl:when test="../@id"><xsl:value-of select="../@id"/></xsl:when>
      <xsl:when test="../parent::chart"><xsl:apply-templates select="../.." mode="table-id"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="../@at"/></xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="concat('-', @mark)"/>
  </xsl:template>

  <!-- Notes below a table; called with the table as the current node. -->
  <xsl:template name="notes">
    <xsl:if test="note">
      <div class="notes">
        <xsl:for-each select="note">
          <xsl:choose>
            <xsl:when test="@mark and key('marked', concat(generate-id(..), ' ', @mark))">
              <xsl:variable name="id"><xsl:apply-templates select="." mode="id"/></xsl:variable>
              <div class="note" role="doc-footnote" id="not-{$id}">
                <a class="table-call" role="doc-backlink" href="#till-{$id}"><xsl:value-of select="@mark"/></a>
                <xsl:text> </xsl:text>
                <xsl:apply-templates/>
              </div>
            </xsl:when>
            <xsl:otherwise>
              <p class="note">
                <xsl:if test="@mark"><sup><xsl:value-of select="@mark"/></sup><xsl:text> </xsl:text></xsl:if>
                <xsl:apply-templates/>
              </p>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </div>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
